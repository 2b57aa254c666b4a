#!/usr/bin/env python3
"""Make the docx fixtures: python-docx 1.2.0 for an ordinary document, raw parts for what Word and WPS
write and python-docx cannot. All text is invented.

Usage: make_docx.py FOLDER"""
import sys, zipfile
from pathlib import Path

import docx
from docx.enum.style import WD_STYLE_TYPE

FOLDER = Path(sys.argv[1])
W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
MC = 'http://schemas.openxmlformats.org/markup-compatibility/2006'
REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
KINDS = {'document': 'document.main', 'styles': 'styles', 'numbering': 'numbering',
         'footnotes': 'footnotes', 'endnotes': 'endnotes', 'comments': 'comments', 'header': 'header'}


def package(name, body, folder='word', prefix='w', **parts):
    """Write a docx of raw parts; `body` and `parts` are the insides of their root elements."""
    roots = {'document': ('document', f'<{prefix}:body>{body}</{prefix}:body>'),
             'styles': ('styles', parts.pop('styles', None)), 'numbering': ('numbering', parts.pop('numbering', None)),
             'footnotes': ('footnotes', parts.pop('footnotes', None)), 'endnotes': ('endnotes', parts.pop('endnotes', None)),
             'comments': ('comments', parts.pop('comments', None)), 'header': ('hdr', parts.pop('header', None))}
    assert not parts
    roots = {part: root for part, root in roots.items() if root[1] is not None}
    ns = f'xmlns:{prefix}="{W}" xmlns:mc="{MC}" xmlns:r="{REL}" xmlns:v="urn:schemas-microsoft-com:vml" ' \
         'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" ' \
         'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    files = {'[Content_Types].xml':
             '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
             '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
             + ''.join(f'<Override PartName="/{folder}/{p}.xml" ContentType="{TYPE}.{KINDS[p]}+xml"/>' for p in roots)
             + '</Types>',
             '_rels/.rels': relations({'officeDocument': f'{folder}/document.xml'}),
             f'{folder}/_rels/document.xml.rels': relations({p: f'{p}.xml' for p in roots if p != 'document'})}
    for part, (root, inner) in roots.items():
        files[f'{folder}/{part}.xml'] = f'<{prefix}:{root} {ns}>{inner}</{prefix}:{root}>'
    with zipfile.ZipFile(FOLDER / name, 'w', zipfile.ZIP_DEFLATED) as out:
        for path, text in files.items():
            info = zipfile.ZipInfo(path, (2024, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)


def relations(targets):
    return '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + ''.join(
        f'<Relationship Id="rId{i}" Type="{REL}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets.items(), 1)) + '</Relationships>'


def p(text='', num=None, style=None, extra='', runs=None):
    """A paragraph; num = (numId, ilvl)."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ''
    if num:
        properties += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    return f'<w:p><w:pPr>{properties}{extra}</w:pPr>{runs if runs is not None else r(text)}</w:p>'


def r(text, properties=''):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def level(index, fmt, text, start=1, extra='', suffix=None):
    suffix = f'<w:suff w:val="{suffix}"/>' if suffix else ''
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{extra}{suffix}' \
           f'<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(id, *levels, extra=''):
    return f'<w:abstractNum w:abstractNumId="{id}">{extra}{"".join(levels)}</w:abstractNum>'


def num(id, abstract_id, overrides=''):
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{abstract_id}"/>{overrides}</w:num>'


def restart(index, start=1):
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def style(id, name, properties='', based_on=None, default=False):
    based_on = f'<w:basedOn w:val="{based_on}"/>' if based_on else ''
    default = ' w:default="1"' if default else ''
    return f'<w:style w:type="paragraph"{default} w:styleId="{id}"><w:name w:val="{name}"/>{based_on}' \
           f'<w:pPr>{properties}</w:pPr></w:style>'


REPORT = [level(0, 'chineseCounting', '%1、', suffix='nothing'), level(1, 'chineseCounting', '（%2）', suffix='nothing'),
          level(2, 'decimal', '%3.', suffix='tab'), level(3, 'decimal', '（%4）', suffix='nothing')]


def ordinary():
    document = docx.Document()
    document.core_properties.author = ''
    document.sections[0].header.paragraphs[0].text = '页眉：梧桐街道办事处'
    document.sections[0].footer.paragraphs[0].text = '第 1 页'
    document.add_heading('梧桐街道2023年工作总结', 0)
    document.add_paragraph('2023年，梧桐街道围绕全年目标，各项工作稳步推进。')
    document.add_heading('一、安全生产', 1)
    paragraph = document.add_paragraph('检查企业')
    paragraph.add_run('128').bold = True
    paragraph.add_run('家次，')
    paragraph.add_run('整改隐患56处。').italic = True
    document.add_heading('（一）消防演练', 2)
    document.add_paragraph('组织演练6场\n参加居民900人。')
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ['项目', '计划', '完成']):
        cell.text = text
    for row in [['新建停车位', '300个', '312个'], ['老旧小区改造', '4个', '4个']]:
        for cell, text in zip(table.add_row().cells, row):
            cell.text = text
    document.add_page_break()
    document.add_paragraph('第一项', style='List Number')
    document.add_paragraph('第二项', style='List Number')
    document.add_paragraph('要点', style='List Bullet')
    document.save(FOLDER / 'ordinary.docx')


def numbering():
    rules = [
        abstract(0, *REPORT),
        abstract(1, level(0, 'decimal', '第%1章', suffix='space'), level(1, 'decimal', '%1.%2')),
        abstract(2, level(0, 'chineseCountingThousand', '第%1条'), level(1, 'decimal', '%1.%2', extra='<w:isLgl/>')),
        abstract(3, level(0, 'decimalEnclosedCircle', '%1', suffix='nothing'), level(1, 'bullet', '\uf06c')),
        abstract(4, extra='<w:numStyleLink w:val="ListStyle"/>'),
        abstract(5, level(0, 'upperLetter', '%1)', start=3), extra='<w:styleLink w:val="ListStyle"/>'),
        abstract(6, level(0, 'chineseCounting', '%1是', suffix='nothing'),
                 level(1, 'decimal', '%2）', extra='<w:lvlRestart w:val="0"/>')),
        abstract(7, level(0, 'chineseLegalSimplified', '%1、', extra='<w:pStyle w:val="Chapter"/>'),
                 level(1, 'ideographTraditional', '%2．', extra='<w:pStyle w:val="Section"/>')),
    ]
    nums = [num(1, 0), num(2, 0), num(3, 0, restart(0)), num(4, 1), num(5, 2), num(6, 3), num(7, 4), num(8, 6), num(9, 7),
            num(10, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "%1、", start=7)}</w:lvlOverride>')]
    styles = [style('Normal', 'Normal', default=True),
              style('Chapter', 'heading 1', '<w:numPr><w:numId w:val="9"/></w:numPr><w:outlineLvl w:val="0"/>', 'Normal'),
              style('Section', 'heading 2', '<w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/>', 'Chapter'),
              style('Plain', 'Plain Heading', '<w:numPr><w:numId w:val="0"/></w:numPr><w:outlineLvl w:val="9"/>', 'Chapter')]
    body = [
        p('一级标题甲', (1, 0)), p('二级标题甲', (1, 1)), p('三级事项甲', (1, 2)), p('2023年三级事项乙', (1, 2)),
        p('四级事项', (1, 3)), p('二级标题乙', (1, 1)), p('三级事项重新开始', (1, 2)), p('一级标题乙', (1, 0)),
        p('二级标题重新开始', (1, 1)), p('同一列表的另一实例接着编', (2, 0)), p('重新编号的实例', (3, 0)), p('重新编号的实例接着编', (3, 0)),
        p('', (1, 0)), p('空编号段也占一个号', (1, 0)),
        p('总则', (4, 0)), p('适用范围', (4, 1)), p('附则', (4, 0)), p('解释', (4, 1)),
        p('条款', (5, 0)), p('条款下的款', (5, 1)),
        p('带圈', (6, 0)), p('带圈', (6, 0)), p('项目符号', (6, 1)),
        p('经由编号样式', (7, 0)), p('经由编号样式', (7, 0)),
        p('加强学习', (8, 0)), p('从不重编', (8, 1)), p('强化督查', (8, 0)), p('从不重编', (8, 1)),
        p('样式编号的章', style='Chapter'), p('样式编号的节', style='Section'), p('样式编号的节', style='Section'),
        p('样式取消编号', style='Plain'), p('样式编号的章', style='Chapter'), p('直接取消编号', (0, 0), style='Chapter'),
        p('覆盖定义的级', (10, 0)), p('没有定义的实例', (99, 0)),
    ]
    package('numbering.docx', ''.join(body), numbering=''.join(rules + nums), styles=''.join(styles))


def changes():
    ins, gone = '<w:ins w:id="1" w:author="a">', '<w:del w:id="2" w:author="a">'
    deleted = lambda text: f'{gone}<w:r><w:delText>{text}</w:delText></w:r></w:del>'
    mark = '<w:rPr><w:del w:id="3" w:author="a"/></w:rPr>'
    row = lambda text, properties='': f'<w:tr><w:trPr>{properties}</w:trPr><w:tc>{p(text)}</w:tc><w:tc>{p("数据")}</w:tc></w:tr>'
    body = [
        p(runs=r('全年新增就业') + deleted('1200') + f'{ins}{r("1350")}</w:ins>' + r('人。')),
        p('整段删除', (1, 0), extra=mark, runs=deleted('整段删除')),
        p('删除不占编号', (1, 0)),
        p('两段合成一段的前半，', extra=mark), p('后半。'),
        p(runs=f'<w:moveFrom w:id="4">{r("移走的话。")}</w:moveFrom>' + r('原处。')),
        p(runs=r('新处：') + f'<w:moveTo w:id="4">{r("移来的话。")}</w:moveTo>'),
        p(runs=r('可见') + r('隐藏的防复制文字', '<w:vanish/>') + r('仍可见', '<w:vanish w:val="0"/>') + r('。')),
        p(extra='<w:pPrChange w:id="5"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>', text='原来有编号'),
        f'<w:tbl>{row("保留行")}{row("删除行", "<w:del w:id=%s6%s/>" % (chr(34), chr(34)))}</w:tbl>',
    ]
    package('changes.docx', ''.join(body), numbering=abstract(0, *REPORT) + num(1, 0))


def wps():
    box = '<w:txbxContent>' + p('文本框里的提要') + p('提要第二段') + '</w:txbxContent>'
    alternate = f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>' \
                f'<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>'
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE \\* MERGEFORMAT </w:instrText></w:r>' \
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r('3') + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = [
        p(runs=f'<w:r>{alternate}</w:r>' + r('锚定文本框的段落。')),
        p(runs=r('见第') + field + r('页，') + f'<w:hyperlink r:id="x">{r("链接文字")}</w:hyperlink>' + r('，智能') +
          f'<w:smartTag w:element="place">{r("标记")}</w:smartTag>' + r('。')),
        f'<w:sdt><w:sdtPr><w:alias w:val="内容控件"/></w:sdtPr><w:sdtContent>{p("控件里的段落。")}</w:sdtContent></w:sdt>',
        p(runs=r('制表') + '<w:r><w:tab/></w:r>' + r('换行') + '<w:r><w:br/></w:r>' + r('连字') + '<w:r><w:noBreakHyphen/></w:r>' + r('完') +
          '<w:r><w:br w:type="page"/></w:r>'),
        p(runs=r('注音') + f'<w:ruby><w:rt>{r("yan")}</w:rt><w:rubyBase>{r("䶮")}</w:rubyBase></w:ruby>' + r('江')),
        p(runs=r('比例') + '<m:oMath><m:r><m:t>x=98%</m:t></m:r></m:oMath>' + r(' &amp; &lt;增幅&gt; &#x4e00;&#22681;')),
        p('　　正文带样式', style='a3', extra='<w:outlineLvl w:val="2"/>'),
    ]
    styles = style('a', '正文', default=True) + style('a3', '公文标题', based_on='a')
    raw = ''.join(body).replace('w:', 'ns0:').replace('ns0:element="place"', 'ns0:element="place"')
    package('wps.docx', raw, folder='文档', prefix='ns0', styles=styles.replace('w:', 'ns0:'))


def notes():
    ref = lambda kind, id: f'<w:r><w:{kind}Reference w:id="{id}"/></w:r>'
    note = lambda kind, id, text, type='': f'<w:{kind} w:id="{id}"{type}><w:p><w:r><w:{kind}Ref/></w:r>{r(text)}</w:p></w:{kind}>'
    body = [p(runs=r('全区完成投资12亿元') + ref('footnote', 2) + r('，同比增长8%') + ref('endnote', 1) + r('。')),
            p(runs='<w:commentRangeStart w:id="0"/>' + r('下一步将继续推进。') + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>')]
    separator = ' w:type="separator"'
    package('notes.docx', ''.join(body), footnotes=note('footnote', -1, '分隔', separator) + note('footnote', 2, '含续建项目。'),
            endnotes=note('endnote', 1, '按可比口径。'), comments=f'<w:comment w:id="0">{p("此处请核实")}</w:comment>',
            header=p('页眉不是正文'))


def form():
    cell = lambda *paragraphs: '<w:tc><w:tcPr><w:tcW w:w="1"/></w:tcPr>' + ''.join(paragraphs) + '</w:tc>'
    row = lambda *cells: '<w:tr>' + ''.join(cells) + '</w:tr>'
    long = '本年度科室承担信访接待工作，共接待来访群众四百二十批次，办结率保持较高水平，群众满意度逐季提升，初信初访化解及时。' * 4
    inner = f'<w:tbl>{row(cell(p("内表甲")), cell(p("内表乙")))}</w:tbl>'
    body = f'<w:tbl>{row(cell(p("年度考核表")))}{row(cell(p("姓名")), cell(p("某某")), cell(p("职务"), p("科长")))}' \
           f'{row(cell(p("工作总结")), cell(p("一、信访接待"), p(long), p("二、矛盾化解", style="h")))}' \
           f'{row(cell(p("附")), cell(inner, p()))}</w:tbl>'
    package('form.docx', body, styles=style('h', 'heading 1', '<w:outlineLvl w:val="0"/>'))


for make in (ordinary, numbering, changes, wps, notes, form):
    make()
