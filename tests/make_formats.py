#!/usr/bin/env python3
"""Writes the reports of tests/fixtures/formats/*.txt in the other formats reports circulate in.

    pip install python-docx==1.2.0 openpyxl==3.1.5     # and LibreOffice 7.4, fonts-droid-fallback
    python3 tests/make_formats.py

A fixture is called REPORT.VARIANT; `tests/same_tags.rs` compares it with REPORT.txt. All come out the
same byte for byte but pdf and odt, which hold the date they were written.
To add a case, add a line to `main` and run this again.
"""
import datetime
import email.encoders
import email.policy
import html
import io
import re
import subprocess
import tempfile
import zipfile
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText
from pathlib import Path

import docx
import openpyxl
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

FOLDER = Path(__file__).resolve().parent / "fixtures" / "formats"
FONT = "Droid Sans Fallback"  # of Debian's fonts-droid-fallback: its subsets make small PDFs
DATE = (2024, 1, 1, 0, 0, 0)

# A kind of number: how it looks, and how Word counts it (`w:numFmt`, `w:lvlText` with {} for the level).
KINDS = {
    "一、": (re.compile(r"[一二三四五六七八九十]+、"), "chineseCountingThousand", "%{}、"),
    "（一）": (re.compile(r"（[一二三四五六七八九十]+）"), "chineseCounting", "（%{}）"),
    "1.": (re.compile(r"\d+\."), "decimal", "%{}."),
}
HEADING = 30  # a numbered line of at most this many characters, and without a full stop, is a heading


def report(name):
    """The paragraphs of a report; the first is its title, one with tabs is a row of a table."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def number(line):
    """The kind of number a line begins with, and the number."""
    for kind, (pattern, _, _) in KINDS.items():
        if found := pattern.match(line):
            return kind, found[0]
    return None, ""


def levels(lines):
    """The kinds of number in a report by order of appearance: its outline levels from 0."""
    kinds = dict.fromkeys(number(line)[0] for line in lines)
    return {kind: level for level, kind in enumerate(kind for kind in kinds if kind)}


def is_heading(line):
    return bool(number(line)[0]) and len(line) <= HEADING and "。" not in line


def blocks(lines):
    """Paragraphs as strings; the rows of a table as one list of lists."""
    table = []
    for line in lines + [""]:
        if "\t" in line:
            table.append(line.split("\t"))
            continue
        if table:
            yield table
            table = []
        if line:
            yield line


# --- plain text -------------------------------------------------------------------------------------


def text(name, variant, encoding, end="\n", mark=b""):
    content = end.join(report(name)) + end
    (FOLDER / f"{name}.{variant}.txt").write_bytes(mark + content.encode(encoding))


# --- Markdown and web pages -------------------------------------------------------------------------


def markdown(name):
    title, *lines = report(name)
    depth, parts = levels(lines), [f"# {title}"]
    for block in blocks(lines):
        if isinstance(block, list):
            head, *rows = [f"| {' | '.join(row)} |" for row in block]
            parts.append("\n".join([head, "|---" * len(block[0]) + "|", *rows]))
        else:
            parts.append("#" * (depth[number(block)[0]] + 2) + " " + block if is_heading(block) else block)
    (FOLDER / f"{name}.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def table_html(rows):
    cells = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def page(name, variant, charset, body):
    """A page of an office's site: menu, place in the site, the article, related pages, legal footer."""
    title = report(name)[0]
    content = f"""<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>{title}_信息公开_政府门户网站</title>
<style>.nav{{color:#c00}}</style><script>var 访问 = "本页面访问量统计";</script></head>
<body><header><a href="/">无障碍阅读</a> <a href="/m">手机版</a> <a href="/login">登录</a></header>
<nav class="nav"><ul><li><a href="/">网站首页</a></li><li><a href="/zw">政务公开</a></li><li><a href="/fw">政务服务</a></li>
<li><a href="/hd">互动交流</a></li></ul></nav>
<div class="crumbs"><a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; <a href="/zw/zj">工作总结</a></div>
<div class="content"><h1>{title}</h1>
{body}
</div>
<aside><h3>相关链接</h3><ul><li><a href="/1">关于印发绩效考核办法的通知</a></li><li><a href="/2">领导活动</a></li></ul></aside>
<footer><p>版权所有 政府办公室 主办 | 网站标识码0000000000 | <a href="/map">网站地图</a></p></footer></body></html>
"""
    (FOLDER / f"{name}.{variant}.html").write_bytes(content.encode(charset))


def headings_page(name):
    """A page of today: headings as headings, one element a paragraph."""
    lines = report(name)[1:]
    depth = levels(lines)

    def element(block):
        if isinstance(block, list):
            return table_html(block)
        tag = f"h{depth[number(block)[0]] + 2}" if is_heading(block) else "p"
        return f"<{tag}>{html.escape(block)}</{tag}>"

    page(name, "headings", "utf-8", "\n".join(map(element, blocks(lines))))


def breaks_page(name):
    """A page of old: one element for all, line breaks and no-break spaces for paragraphs, in GB 2312."""
    lines = (
        table_html(block) if isinstance(block, list) else "&nbsp;" * 4 + html.escape(block) + "<br><br>"
        for block in blocks(report(name)[1:])
    )
    page(name, "breaks", "gb2312", "<div>" + "\n".join(lines) + "</div>")


def lists_page(name):
    """A page whose 1. 2. 3. are not typed but an ordered list."""
    parts, items = [], []
    for line in report(name)[1:] + [""]:
        kind, typed = number(line)
        if kind == "1.":
            items.append(f"<li>{html.escape(line[len(typed):])}</li>")
            continue
        if items:
            parts.append("<ol>" + "".join(items) + "</ol>")
            items = []
        parts.append(f"<h2>{line}</h2>" if kind else f"<p>{html.escape(line)}</p>")
    page(name, "lists", "utf-8", "\n".join(parts))


# --- Word -------------------------------------------------------------------------------------------


def document():
    """An empty document as offices lay it out: body in 3号 with indented first lines, a note at the head
    of every page, its number at the foot. Styles that nothing uses are taken out, for size."""
    doc = docx.Document()
    for style in list(doc.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()
    for rels in (doc.part.rels, doc.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(("stylesWithEffects", "thumbnail"))]:
            rels.pop(key)
    for style in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        style = doc.styles[style]
        style.font.bold, style.font.size = False, Pt(16)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "eastAsia"):
            fonts.set(qn(f"w:{script}"), FONT)
    section = doc.sections[0]
    section.header.paragraphs[0].text = "内部资料 注意保存"
    foot = section.footer.paragraphs[0]._p
    foot.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    return doc


def define_numbers(doc, kinds):
    """A multi-level list of these kinds of number in numbering.xml; gives its numId."""
    rules = ""
    for level, kind in enumerate(kinds):
        _, form, shown = KINDS[kind]
        # Word's own default between number and text is a tab.
        after = "" if kind == "1." else '<w:suff w:val="nothing"/>'
        rules += (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{after}'
            f'<w:lvlText w:val="{shown.format(level + 1)}"/><w:lvlJc w:val="left"/></w:lvl>'
        )
    numbering = doc.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    kind = '<w:multiLevelType w:val="multilevel"/>'
    numbering.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="7">{kind}{rules}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="3"><w:abstractNumId w:val="7"/></w:num>'))
    return 3


def number_by_rule(element, num_id, level):
    """Numbers a paragraph, or all of a style, by a level of the list."""
    properties = element.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = num_id


def text_box(paragraph, content):
    """Hangs a text box on a paragraph as Word writes it: a shape, and VML for those who know no shapes."""
    inner = f"<w:txbxContent><w:p><w:r><w:t>{content}</w:t></w:r></w:p></w:txbxContent>"
    spaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    extent = '<wp:extent cx="4800000" cy="900000"/><wp:docPr id="1" name="文本框 1"/>'
    shape = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="4800000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp>"
    )
    kind = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    graphic = f'<a:graphic><a:graphicData uri="{kind}">{shape}</a:graphicData></a:graphic>'
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w", "wp", "a")} {spaces}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
            f"<wp:inline>{extent}{graphic}</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
            f'<v:shape style="width:380pt;height:70pt"><v:textbox>{inner}</v:textbox></v:shape></w:pict>'
            "</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )


def footnote(doc, paragraph, content):
    """Hangs a footnote on a paragraph; what parts the notes from the text is a note of its own kind."""
    mark = '<w:r><w:footnoteRef/></w:r>'
    notes = "".join(
        f'<w:footnote{kind} w:id="{number}"><w:p>{inside}</w:p></w:footnote>'
        for number, kind, inside in (
            (0, ' w:type="separator"', "<w:r><w:separator/></w:r>"),
            (1, ' w:type="continuationSeparator"', "<w:r><w:continuationSeparator/></w:r>"),
            (2, "", f"{mark}<w:r><w:t>{content}</w:t></w:r>"),
        )
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    blob = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{notes}</w:footnotes>'.encode()
    part = Part(PackURI("/word/footnotes.xml"), kind, blob, doc.part.package)
    doc.part.relate_to(part, RT.FOOTNOTES)
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))


def save(doc, path):
    """Saves with one date for all parts, so that the bytes do not change from run to run."""
    written = io.BytesIO()
    doc.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for part in parts.infolist():
            out.writestr(zipfile.ZipInfo(part.filename, DATE), parts.read(part), zipfile.ZIP_DEFLATED, 9)


def word(name, variant, automatic=False, box=False, note=False):
    """A docx of a report: its numbers typed or automatic, its last paragraph in a text box or a footnote or not."""
    title, *lines = report(name)
    doc, depth = document(), levels(lines)
    num_id = define_numbers(doc, depth) if automatic else None
    styled = set()
    doc.add_paragraph(title, style="Title")
    parts = list(blocks(lines))
    for block in parts[:-1] if box or note else parts:
        if isinstance(block, list):
            table = doc.add_table(len(block), len(block[0]), style="Table Grid")
            for row, cells in zip(table.rows, block):
                for cell, content in zip(row.cells, cells):
                    cell.text = content
            continue
        kind, typed = number(block)
        by_rule = automatic and kind
        paragraph = doc.add_paragraph(block[len(typed) :] if by_rule else block)
        level = depth.get(kind)
        if is_heading(block):
            paragraph.style = f"Heading {level + 1}"
        else:
            paragraph.paragraph_format.first_line_indent = Pt(32)
        if by_rule and is_heading(block) and level == 0:
            # The first level takes its number from its style, as a template does.
            if level not in styled:
                number_by_rule(paragraph.style.element, num_id, level)
                styled.add(level)
        elif by_rule:
            number_by_rule(paragraph._p, num_id, level)
    if box:
        text_box(paragraph, parts[-1])
    if note:
        footnote(doc, paragraph, parts[-1])
    save(doc, FOLDER / f"{name}.{variant}.docx")


# --- workbooks --------------------------------------------------------------------------------------


def workbook(name):
    """A workbook that is laid out as a report: a paragraph a row, the rows of a table cell by cell."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "工作总结"
    for line in report(name):
        sheet.append(line.split("\t"))
    # One date, so that the bytes do not change from run to run.
    book.properties.created = book.properties.modified = datetime.datetime(*DATE)
    written = io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(FOLDER / f"{name}.xlsx", "w", zipfile.ZIP_DEFLATED) as out:
        for part in parts.infolist():
            content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2024-01-01T00:00:00Z", parts.read(part))
            out.writestr(zipfile.ZipInfo(part.filename, DATE), content, zipfile.ZIP_DEFLATED, 9)


# --- mails ------------------------------------------------------------------------------------------


def mail(name, charset):
    """A mail of which the report is the text."""
    message = MIMEText("\r\n".join(report(name)) + "\r\n", "plain", charset)
    message["Subject"] = Header("报送年度工作总结", charset).encode()
    message["From"], message["To"] = "office@example.com", "archive@example.com"
    (FOLDER / f"{name}.eml").write_bytes(message.as_bytes(policy=email.policy.SMTP))


def kept_page(name, variant, target):
    """A page of a site as browsers keep it with its pictures."""
    parts = MIMEMultipart("related", boundary="----=_part", type="text/html")
    page = (FOLDER / f"{name}.{variant}.html").read_bytes()
    body = MIMENonMultipart("text", "html")
    body.set_payload(page)
    email.encoders.encode_quopri(body)
    body["Content-Location"] = "https://example.com/report.html"
    picture = MIMENonMultipart("image", "gif")
    picture.set_payload(b"GIF89a")
    email.encoders.encode_base64(picture)
    picture["Content-Location"] = "https://example.com/top.gif"
    parts.attach(body)
    parts.attach(picture)
    parts["Subject"] = Header(report(name)[0], "utf-8").encode()
    (FOLDER / target).write_bytes(parts.as_bytes(policy=email.policy.SMTP))


# --- what others make of these ----------------------------------------------------------------------


def convert(source, target, form):
    """Lets LibreOffice write a fixture in another format."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form]
        subprocess.run([*command, "--outdir", folder, FOLDER / source], check=True, stdout=subprocess.DEVNULL)
        (made,) = (file for file in Path(folder).iterdir() if file.is_file())
        (FOLDER / target).write_bytes(made.read_bytes())


class GbkName(zipfile.ZipInfo):
    """A member of an archive that names it in GBK and does not say so, as Windows packs it."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("gbk"), self.flag_bits


def archive(target, members, folder):
    """A zip of fixtures in a folder with a Chinese name."""
    with zipfile.ZipFile(FOLDER / target, "w", zipfile.ZIP_DEFLATED) as out:
        for member in members:
            info = GbkName(f"{folder}/{member}", DATE)
            out.writestr(info, (FOLDER / member).read_bytes(), zipfile.ZIP_DEFLATED, 9)


def main():
    text("street", "gb18030", "gb18030")
    text("street", "utf-16le", "utf-16-le", mark=b"\xff\xfe")
    text("emergency", "utf-16be", "utf-16-be", mark=b"\xfe\xff")
    text("investment", "gbk-windows", "gbk", end="\r\n")
    # In traditional characters, and so in encodings only: the outline of plain text takes no title ending in
    # 總結 for one, while a docx or a page says which line is the title.
    text("welfare", "big5", "big5")
    markdown("street")
    markdown("emergency")
    headings_page("street")
    breaks_page("emergency")
    lists_page("investment")
    word("street", "typed")
    word("street", "automatic", automatic=True)
    word("emergency", "table")
    word("emergency", "text-box", box=True)
    word("emergency", "footnote", automatic=True, note=True)
    word("investment", "automatic", automatic=True)
    convert("street.automatic.docx", "street.pdf", "pdf")
    convert("emergency.table.docx", "emergency.pdf", "pdf")
    convert("emergency.text-box.docx", "emergency.odt", "odt")
    convert("street.automatic.docx", "street.doc", "doc")
    convert("emergency.footnote.docx", "emergency.doc", "doc")
    convert("emergency.text-box.docx", "emergency.text-box.wps", "doc")
    workbook("emergency")
    convert("emergency.xlsx", "emergency.xls", "xls")
    convert("emergency.xlsx", "emergency.et", "xls")
    mail("investment", "gb2312")
    kept_page("emergency", "breaks", "emergency.mht")
    # LibreOffice 7.4 writes the 、 of an automatic number into RTF as `?`, so these are typed.
    convert("street.typed.docx", "street.rtf", "rtf")
    archive("all.zip", ["investment.automatic.docx", "emergency.md", "street.gb18030.txt"], "各单位总结")


if __name__ == "__main__":
    main()
