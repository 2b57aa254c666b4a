"""Hostile files of every kind, made by rule and fictional in wording: name -> (bytes, what may come of it).

What may come of it is "read" or part of the message that refuses it; several are parted by "|".
"""
import io
import random
import zipfile
import zlib

REPORT = "云岭县水利局2023年工作总结\n一、2023年工作情况\n（一）安全生产。排查水库隐患四十处，整改十二处。\n二、2024年工作思路\n新建水厂一座，改造老旧管网二十公里。\n"
W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTROLS = "\x1b[31mRED\x1b[0m\x1b]0;title\x07\x1b]8;;http://example.invalid\x07link\x1b]8;;\x07\x1b[2J\x08\x0b\u202egnp\u2066x\u2069\u200f\x9b31m\x85\x7f"

# A text long enough to be one for all the controls in it.
CONTROLLED = "".join(
    f"{line}{'为居民安装烟感报警器六百个，新建老年食堂三处，走访企业九十家，新修乡村道路四条。' * 4 if '（' in line else ''}{CONTROLS}\n"
    for line in (REPORT + "（二）民生实事。修缮学校两所。\n（三）招商引资。签约项目五个。\n").splitlines())


def packed(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def docx(body, **parts):
    relations = "".join(f"<Relationship Id='{n}' Type='{REL}/{n}' Target='{n}.xml'/>" for n in parts)
    members = [("[Content_Types].xml", "<Types/>"), ("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"),
               ("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")]
    return packed(members + [(f"word/{n}.xml", xml) for n, xml in parts.items()])


def paragraph(text, properties=""):
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}<w:r><w:t>{text}</w:t></w:r></w:p>"


def workbook(sheet, strings="", repeated=0):
    """A workbook of one sheet, its strings apart; `repeated` rows show the first of them."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    relation = f"<Relationship Id='r{{0}}' Type='{REL}/{{1}}' Target='{{2}}'/>"
    relations = lambda *all: f"<Relationships xmlns='{package}/relationships'>{''.join(all)}</Relationships>"
    rows = sheet + "".join(f"<row r='{n}'><c r='A{n}' t='s'><v>0</v></c></row>" for n in range(1, repeated + 1))
    return packed([
        ("[Content_Types].xml", f"<Types xmlns='{package}/content-types'/>"),
        ("_rels/.rels", relations(relation.format(1, "officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml", f"<workbook xmlns='{main}' xmlns:r='{REL}'><sheets><sheet name='a' sheetId='1' r:id='r1'/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", relations(relation.format(1, "worksheet", "worksheets/a.xml"), relation.format(2, "sharedStrings", "sharedStrings.xml"))),
        ("xl/sharedStrings.xml", f"<sst xmlns='{main}'><si><t>{strings}</t></si></sst>"),
        ("xl/worksheets/a.xml", f"<worksheet xmlns='{main}'><sheetData>{rows}</sheetData></worksheet>"),
    ])


def stream(data, filters=1):
    for _ in range(filters):
        data = zlib.compress(data, 9)
    names = "/FlateDecode" * filters
    return f"<</Filter[{names}]/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


def pdf(content, resources="/Font<</F1 5 0 R>>", more=()):
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<{resources}>>>>".encode(),
               content, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>", *more]
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + head.encode()


def forms(depth, calls):
    """Drawings of which each calls the next several times."""
    def form(number):
        text = b"/X Do " * calls if number < 6 + depth - 1 else b"BT /F1 9 Tf (a) Tj ET"
        inner = f"/Resources<</XObject<</X {number + 1} 0 R>>/Font<</F1 5 0 R>>>>" if number < 6 + depth - 1 else "/Resources<</Font<</F1 5 0 R>>>>"
        return f"<</Type/XObject/Subtype/Form/BBox[0 0 1 1]{inner}/Length {len(text)}>>\nstream\n".encode() + text + b"\nendstream"
    page = stream(b"BT /F1 12 Tf 50 700 Td (Annual work report of the bureau, safety first.) Tj ET /X Do")
    return pdf(page, "/Font<</F1 5 0 R>>/XObject<</X 6 0 R>>", [form(n) for n in range(6, 6 + depth)])


def nested_zip(levels, data):
    for level in range(levels):
        data = packed([(f"{level}.{'zip' if level else 'txt'}", data)])
    return data


def with_directory(entries):
    """A small zip whose directory claims many members."""
    data = packed([("a.txt", REPORT)])
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    directory = data[start:end] * entries
    count = min(entries, 0xFFFF)
    tail = b"PK\x05\x06\0\0\0\0" + count.to_bytes(2, "little") * 2 + len(directory).to_bytes(4, "little") + start.to_bytes(4, "little") + b"\0\0"
    return data[:start] + directory + tail


def model(unpacked_megabytes):
    import hashlib
    header, body = b"{}\n", zlib.compress(b"\0" * (unpacked_megabytes << 20), 9)
    sizes = f'{{"header":{len(header)},"payload":{len(body)},"unpacked":{unpacked_megabytes << 20},"sha256":"{hashlib.sha256(header + body).hexdigest()}"}}'
    return f"gongwen-model 1\n{sizes}\n".encode() + header + body


def documents(seed=0):
    rng = random.Random(seed)
    n = rng.randint(9_000, 30_000)
    noise = lambda size, low=0: bytes(rng.randint(low, 254) for _ in range(size))
    long = "字" * rng.randint(300_000, 500_000)
    note = f"<w:footnotes {W}><w:footnote w:id='1'><w:p><w:r><w:t>{long}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    references = "<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id='1'/></w:r></w:p>"
    style = f"<w:styles {W}><w:style w:type='paragraph' w:styleId='a'><w:name w:val='{'名' * 400_000}'/></w:style></w:styles>"
    ids = f"<w:styles {W}><w:style w:type='paragraph' w:styleId='{'名' * 300_000}'><w:name w:val='a'/></w:style></w:styles>"

    def numbering(levels, lists=1):
        abstract = "".join(f"<w:abstractNum w:abstractNumId='{i}'><w:styleLink w:val='s{i}'/>{levels}</w:abstractNum>" for i in range(lists))
        linked = "".join(f"<w:abstractNum w:abstractNumId='{lists + i}'><w:numStyleLink w:val='s{lists - 1 - i}'/></w:abstractNum>" for i in range(lists))
        nums = "".join(f"<w:num w:numId='{i + 1}'><w:abstractNumId w:val='{lists + i}'/></w:num>" for i in range(lists))
        return f"<w:numbering {W}>{abstract}{linked}{nums}</w:numbering>"

    def level(text):
        return f"<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='{text}'/></w:lvl>"

    def numbered(i):
        return paragraph("甲乙", f"<w:numPr><w:ilvl w:val='0'/><w:numId w:val='{i}'/></w:numPr>")

    many = "".join(numbered(i + 1) for i in range(n))
    attributes = " ".join(f"a{i}=1" for i in range(n * 3))
    limits = "bytes of text|lines, cells"
    yield "note-repeated.docx", docx(references * n, footnotes=note), "read|" + limits
    yield "style-name.docx", docx(paragraph("甲", "<w:pStyle w:val='a'/>") * n, styles=style), "read|" + limits
    yield "style-id.docx", docx(paragraph("甲", f"<w:pStyle w:val='{'名' * 300_000}'/>") * 100, styles=ids), "read|" + limits
    yield "level-text.docx", docx(numbered(1) * n, numbering=numbering(level("%1" * 200_000))), "read|" + limits
    yield "level-text-short.docx", docx(numbered(1) * n, numbering=numbering(level("%1字" * 200))), "read|" + limits
    yield "lists.docx", docx(many, numbering=numbering(level("%1."), n)), "read|" + limits
    yield "one-text.docx", docx(paragraph("x" * 250_000_000)), limits
    yield "large-part.docx", docx(paragraph("x" * 300_000_000)), "unpacks to more"
    yield "many-texts.docx", docx(paragraph("字" * 200) * 200_000), limits
    yield "empty-paragraphs.docx", docx("<w:p/>" * 3_000_000), limits
    yield "cells.docx", docx("<w:tbl><w:tr>" + "<w:tc/>" * 3_000_000 + "</w:tr></w:tbl>"), limits
    yield "instances.docx", docx(paragraph("甲"), numbering=f"<w:numbering {W}>" + "".join(f"<w:num w:numId='{i}'/>" for i in range(2_000_000)) + "</w:numbering>"), limits
    spaces = " ".join(f"xmlns:n{i}='u{i}'" for i in range(60_000))
    yield "namespaces.docx", docx(f"<w:p {spaces}>" + "<w:r/>" * 300_000 + "</w:p>"), "read|seconds|damaged|holds no text"
    yield "deep.docx", docx("<w:tbl><w:tr><w:tc>" * 5_000), "more than 200 deep"
    yield "entities.docx", docx(paragraph("&#23383;" * 8_000_000)), limits
    yield "items.html", f"<ol>{'<li>甲</li>' * n * 2}</ol>", "read|" + limits
    yield "items-open.html", f"<ul>{'<li>甲' * n * 2}", "read|" + limits
    yield "attributes.html", f"<p {attributes}>{REPORT}</p>", "attributes"
    yield "attributes-many.html", f"<p {' a b c d e f g h' * 40}>".replace("a", "a") * 40_000 + REPORT, "lines, cells|attributes|read"
    yield "paragraphs-open.html", "<p>检查水库四十处。" * 6_000, "read"
    yield "bold-open.html", "".join(f"<p><b a={i}>甲" for i in range(n)), "deep|lines, cells"
    yield "bold-crossed.html", "<b><p>甲</b>" * n, "read|deep|lines, cells"
    yield "font-closed.html", "".join(f"<p><font a{i}>甲</p>" for i in range(n)), "deep|lines, cells"
    yield "deep.html", "<div>" * 300_000 + "甲", "deep"
    yield "tables.html", "<table><tr><td>" * 30_000 + "甲", "deep"
    yield "fostered.html", "<table>" + "甲<b>" * n, "read|deep|lines, cells"
    yield "breaks.html", "<br>" * 2_000_000 + "甲", "lines, cells"
    yield "nulls.html", "<p>甲" + "\0" * 20_000_000, "read|is not text|no readable text|bytes of text|seconds"
    yield "quotations.md", ">" * 2_000_000 + "甲", "deep|lines, cells"
    yield "quotations-lines.md", ("> " * 150 + "甲\n") * 3_000, "read|deep|lines, cells"
    yield "stars.md", "*甲" * 3_000_000, "lines, cells"
    yield "brackets.md", "[" * 400_000 + "甲", "read|lines, cells"
    yield "links.md", "[甲](" * 100_000, "read|lines, cells"
    yield "table.md", "|甲|乙|\n|-|-|\n" + "|丙|丁|\n" * 100_000, "read|lines, cells"
    same = io.BytesIO()
    with zipfile.ZipFile(same, "w") as archive:
        for number in range(3):
            archive.writestr("总结.txt", REPORT.replace("四十", "四五六"[number] + "十"))
    yield "same-names.zip", same.getvalue(), "read"
    yield "zeros.zip", packed([(f"{i}.txt", b"0" * (60 << 20)) for i in range(9)]), "unpacks to more|bytes of text"
    yield "nested.zip", nested_zip(9, REPORT), "deep inside archives"
    yield "directory.zip", with_directory(60_000), "more than 10000 members|damaged"
    yield "directory-large.zip", with_directory(1_000_000), "members|damaged"
    yield "bomb.pdf", pdf(stream(b" " * (900 << 20), 2)), "memory|unpacks|text layer|seconds|damaged"
    yield "bomb-three.pdf", pdf(stream(b" " * (900 << 20), 3)), "memory|unpacks|text layer|seconds|damaged"
    yield "content.pdf", pdf(stream(b"BT /F1 9 Tf (safety) Tj ET " * 9_000_000)), "memory|unpacks|seconds|bytes of text"
    yield "states.pdf", pdf(stream(b"q " * 4_000_000)), "memory|text layer|seconds"
    yield "states-text.pdf", pdf(stream(b"q " * 3_000_000 + b"BT /F1 12 Tf 50 700 Td (Annual work report of the bureau, safety first.) Tj ET")), "memory|seconds|read"
    yield "forms.pdf", forms(rng.randint(30, 60), 2), "seconds|memory"
    yield "forms-wide.pdf", forms(9, 40), "seconds|memory"
    yield "forms-endless.pdf", pdf(stream(b"/X Do"), "/XObject<</X 4 0 R>>"), "damaged|text layer|seconds|memory"
    yield "arrays.pdf", b"%PDF-1.5\n1 0 obj\n" + b"[" * 3_000_000 + b"\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF", "damaged|memory|seconds"
    yield "japanese.txt", "業務報告書\n一、安全管理について、点検を四百箇所で行いました。\n".encode("shift_jis"), "read|no readable text"
    yield "japanese-euc.txt", "業務報告書\n一、安全管理について、点検を四百箇所で行いました。\n".encode("euc_jp"), "read|no readable text"
    yield "korean.txt", "업무 보고서\n하나, 안전 관리에 대하여 사백 곳을 점검하였습니다.\n".encode("euc_kr"), "read|no readable text"
    yield "russian.txt", "Отчёт о работе управления за год. Проведены проверки четырёхсот домов.\n".encode("koi8_r"), "no readable text|is not text"
    yield "ebcdic.txt", "ANNUAL WORK REPORT OF THE BUREAU: SAFETY FIRST. CHECKED FOUR HUNDRED HOUSES.".encode("cp037"), "no readable text|is not text"
    yield "noise.doc", noise(4_000), "no readable text|is not text|damaged|LibreOffice"
    yield "noise-high.doc", noise(4_000, 0xA1), "no readable text|is not text"
    yield "noise-pairs.txt", bytes(b for _ in range(2_000) for b in (rng.randint(0xD8, 0xF7), rng.randint(0xA1, 0xFE))), "no readable text|is not text"
    yield "spoilt.txt", REPORT.encode("gbk").decode("latin-1"), "no readable text|is not text"
    yield "long.txt", "字" * 30_000_000, "bytes of text|has"
    yield "lines.txt", "甲\n" * 1_500_000, "lines, cells"
    yield "controls.txt", CONTROLLED, "read"
    yield "directions.txt", "\u202e" * 350_000, "no readable text|holds no text"
    yield "groups.rtf", "{\\rtf1 " + "{" * 300_000, "more than 200 deep"
    # Long rows of what a report has one of at a time.
    yield "dodged.txt", "D员D建从严治D" * 40_000, "read"
    yield "brackets.txt", "（《“" * 100_000, "read"
    yield "brackets-nested.txt", "（安全生产" * 60_000 + "）" * 60_000, "read"
    yield "of-which.txt", "其中" * 400_000, "read"
    yield "numbers.txt", "一百二十三万" * 200_000, "read"
    yield "fractions.txt", "增长1/3三分之" * 150_000, "read"
    yield "figures.txt", "投资1亿元、" * 20_000, "read"
    yield "contents.txt", "".join(f"目录 第{i}章 工作总结 {i}\n" for i in range(60_000)), "read"
    yield "links.html", "<p>" + "?a=1&copy=2" * 60_000, "read"
    yield "unpacks.xlsx", workbook("<row>" + " " * (400 << 20)), "unpacks to more"
    yield "cells.xlsx", workbook("<row>" + "<c><v>1</v></c>" * 8_000_000 + "</row>"), "more than 4000000 cells|no column"
    yield "rows.xlsx", workbook("<row><c><v>1</v></c></row>" * 6_000_000), "more than 4000000 cells"
    yield "repeated.xlsx", workbook("", "字" * 1_000_000, 20_000), "bytes of text"
    yield "=1+1.txt", "=cmd|' /C calc'!A0\n" + REPORT + "+1+2。\n@SUM(1)安全。\n", "read"


def write(folder, seed=0):
    """Writes the files into a folder; gives name, path and what may come of each."""
    for name, data, outcome in documents(seed):
        path = folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        yield name, path, outcome
