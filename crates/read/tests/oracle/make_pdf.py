#!/usr/bin/env python3
"""Make the PDF fixtures: LibreOffice 7.4 for an ordinary document (python-docx 1.2.0 writes its docx),
reportlab 4 and pypdf 7 for what goes wrong. All text is invented.

Usage: make_pdf.py FOLDER   (needs soffice and WenQuanYi Zen Hei: apt-get install libreoffice-writer-nogui fonts-wqy-zenhei)"""
import subprocess, sys, tempfile
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

FOLDER = Path(sys.argv[1])
OPENING = '2024年是芦溪镇爬坡过坎的一年。全镇上下紧扣年初定下的目标，一件事接着一件事办，各条线的工作都有了看得见的进展，现将有关情况报告如下。'
SECTIONS = {
    '一、筑牢安全防线': '全年开展消防检查315家次，发现隐患482处，已整改475处，整改率达98.5%；在12个村（社区）设立微型消防站，配备灭火器1,260具。'
                '镇应急办与Wi-Fi预警平台打通，遇强降雨30分钟内可通知到户。',
    '二、抓实项目招引': '外出拜访企业46家，接待客商83批次，新签约亿元以上项目5个，总投资11.6亿元。其中，芦溪智能装备产业园一期已完成土地摘牌，'
                '二期正在办理规划许可，预计明年3月动工。',
    '三、办好民生实事': '改造老旧小区2个，惠及居民640户；新增托位120个、老年助餐点3处，日均供餐200余份。城乡居民医保参保率稳定在99%以上。',
}


def number_field(paragraph):
    for kind, text in [('begin', None), (None, 'PAGE'), ('end', None)]:
        run = paragraph.add_run()
        element = OxmlElement('w:fldChar' if kind else 'w:instrText')
        if kind:
            element.set(qn('w:fldCharType'), kind)
        else:
            element.text = text
        run._r.append(element)


def ordinary():
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(14.8)
    font = document.styles['Normal'].font
    font.size, font.name = Pt(14), 'WenQuanYi Zen Hei'
    document.styles['Normal'].element.rPr.rFonts.set(qn('w:eastAsia'), 'WenQuanYi Zen Hei')
    section.header.paragraphs[0].text = '芦溪镇文件汇编'
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run('— ')
    number_field(footer)
    footer.add_run(' —')
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run('芦溪镇人民政府关于2024年工作总结\n和2025年工作思路的报告')
    run.font.size = Pt(22)

    def body(text):
        paragraph = document.add_paragraph(text)
        paragraph.paragraph_format.first_line_indent = Pt(28)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    body(OPENING)
    for heading, text in SECTIONS.items():
        body(heading)
        body(text)
        body('下一步，将对照清单逐项销号。')
    table = document.add_table(rows=0, cols=3)
    for row in [['指标', '目标', '完成'], ['签约项目', '4个', '5个'], ['助餐点', '3处', '3处']]:
        for cell, text in zip(table.add_row().cells, row):
            cell.text = text
    with tempfile.TemporaryDirectory() as folder:
        document.save(Path(folder) / 'ordinary.docx')
        subprocess.run(['soffice', '--headless', f'-env:UserInstallation=file://{folder}/profile', '--convert-to', 'pdf',
                        '--outdir', FOLDER, Path(folder) / 'ordinary.docx'], check=True, stdout=subprocess.DEVNULL)


def plain_lines(name, font):
    """Text in a font that is not embedded, drawn line by line without indents."""
    page = canvas.Canvas(str(FOLDER / name), pagesize=(420, 300), invariant=True)
    page.setFont(font, 14)
    text = '芦溪镇2024年工作总结\n' + SECTIONS['二、抓实项目招引']
    y = 270
    for paragraph in text.split('\n'):
        line = ''
        for c in paragraph + '\n':
            if c == '\n' or pdfmetrics.stringWidth(line + c, font, 14) > 360:
                page.drawString(30, y, line)
                y, line = y - 20, ''
            line += c
    page.save()


def scanned():
    from PIL import Image
    page = canvas.Canvas(str(FOLDER / 'scanned.pdf'), pagesize=(200, 200), invariant=True)
    page.drawImage(ImageReader(Image.new('L', (40, 40), 200)), 0, 0, 200, 200)
    page.showPage()
    page.save()


def garbled():
    """The ordinary document with the fonts' tables of characters taken away."""
    writer = PdfWriter(clone_from=PdfReader(FOLDER / 'ordinary.pdf'))
    for page in writer.pages:
        for font in page['/Resources']['/Font'].values():
            font = font.get_object()
            font.pop('/ToUnicode', None)
    for page in list(writer.pages)[1:]:
        writer.remove_page(len(writer.pages) - 1)
    writer.compress_identical_objects(remove_unreferenced=True)
    writer.write(FOLDER / 'garbled.pdf')


def encrypted():
    for name, password in [('locked.pdf', '1234'), ('print-forbidden.pdf', '')]:
        writer = PdfWriter(clone_from=PdfReader(FOLDER / 'unembedded.pdf'))
        writer.encrypt(password, owner_password='owner', algorithm='RC4-128')
        writer.write(FOLDER / name)


ordinary()
pdfmetrics.registerFont(UnicodeCIDFont('STSong-Light'))
plain_lines('unembedded.pdf', 'STSong-Light')
scanned()
garbled()
encrypted()
