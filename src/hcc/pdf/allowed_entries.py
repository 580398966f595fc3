"""Which entries each kind of object of a served page may have (ISO 32000-1, 7.7 to 9.10 and 11)."""

PAGE = frozenset(
    {"/Type", "/Parent", "/Resources", "/Contents", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group"}
)
STREAM = frozenset({"/Length", "/Filter", "/DecodeParms"})
FORM = STREAM | {"/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group", "/OC"}
IMAGE = STREAM | {
    *("/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent", "/ImageMask", "/Mask"),
    *("/Decode", "/Interpolate", "/SMask", "/SMaskInData", "/Matte", "/OC"),
}
RESOURCES = frozenset({"/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/Properties"})
FONT = frozenset(
    {
        *("/Type", "/Subtype", "/BaseFont", "/Name", "/FirstChar", "/LastChar", "/Widths", "/FontDescriptor"),
        *("/Encoding", "/ToUnicode", "/DescendantFonts", "/FontBBox", "/FontMatrix", "/CharProcs", "/Resources"),
        *("/CIDSystemInfo", "/DW", "/W", "/DW2", "/W2", "/CIDToGIDMap"),
    }
)
GRAPHICS = frozenset(
    {
        *("/Type", "/LW", "/LC", "/LJ", "/ML", "/D", "/RI", "/OP", "/op", "/OPM", "/Font", "/BG", "/BG2", "/UCR"),
        *("/UCR2", "/TR", "/TR2", "/HT", "/FL", "/SM", "/SA", "/BM", "/SMask", "/CA", "/ca", "/AIS", "/TK"),
    }
)
PATTERN = STREAM | {
    *("/Type", "/PatternType", "/PaintType", "/TilingType", "/BBox", "/XStep", "/YStep", "/Resources", "/Matrix"),
    *("/Shading", "/ExtGState"),
}
KINDS = ("/Type", "/Subtype", "/S")
"""Under these an object says what it is."""
NEVER = frozenset(
    {
        *("/3DD", "/A", "/AA", "/AF", "/AcroForm", "/Annots", "/ByteRange", "/Collection", "/Dests", "/EF"),
        *("/EmbeddedFiles", "/Encrypt", "/FFilter", "/FS", "/JS", "/JavaScript", "/Launch", "/Movie", "/Outlines"),
        *("/Perms", "/RichMediaContent", "/Subtype2", "/UserUnit"),
        *("/Metadata", "/Names", "/Next", "/OC", "/OPI", "/OpenAction", "/PieceInfo", "/Ref", "/RF", "/RichMedia"),
        *("/StructParent", "/StructParents", "/SubmitForm", "/Thumb", "/UF", "/URI", "/XFA"),
    }
)
"""For the leaves (colour spaces, functions, font descriptors), whose many shapes are not worth a list each."""
