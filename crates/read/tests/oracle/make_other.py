#!/usr/bin/env python3
"""Make the other fixtures: a site's page in GBK, a zip as Windows in China packs it, old office formats
by LibreOffice 7.4. All text is invented. Run make_docx.py and make_pdf.py first.

Usage: make_other.py FOLDER   (needs soffice)"""
import subprocess, sys, tempfile, zipfile
from pathlib import Path

FOLDER = Path(sys.argv[1])
PAGE = '''<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<meta name="ArticleTitle" content="枫林街道2022年工作总结">
<title>枫林街道2022年工作总结_枫林区人民政府网</title>
<style>.a{color:red}</style><script>var 变量 = "脚本不是正文";</script></head>
<body>
<div class="top-search"><input value="搜索"><span>热词：便民服务</span></div>
<div id="menu"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li><li><a href="/hd">互动交流</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zw">工作总结</a></div>
<form><div class="wrap"><div class="article">
<div class="info"><span>发布时间：2022-12-30</span></div>
<div id="zoom" class="TRS_Editor">
<p style="text-indent:2em">&nbsp;&nbsp;&nbsp;&nbsp;2022年，枫林街道坚持稳中求进，
各项工作平稳
有序。</p>
<p><strong>一、平安建设。</strong>调处矛盾纠纷<b>215</b>件，化解率达97%，<a href="/x">“老舅妈”</a>调解室获评市级品牌。<br>信访总量比上年下降一成。</p>
<h3>二、招商引资</h3>
<p>引进GDP贡献<sup>注</sup>较大的项目 3 个 in total value &lt; 9亿元。</p><span style="display: none">防采集文字</span>
<table><tr><th>指标</th><th>完成</th></tr><tr><td>新增
就业</td><td>1,024人</td></tr></table>
<ol><li>强化招引</li><li><p>优化服务</p></li></ol><ul><li>要点</li></ul>
<pre>  表一
  表二</pre>
</div></div></div></form>
<div class="related"><h4>相关文章</h4><ul><li><a href="/1">其他街道总结</a></li></ul></div>
<div class="footer">主办：枫林区人民政府　备案号：某ICP备00000000号</div>
</body></html>
'''


class WindowsName(zipfile.ZipInfo):
    """A member whose name is written in GBK without the UTF-8 flag."""
    def _encodeFilenameFlags(self):
        return self.filename.encode('gbk'), self.flag_bits


def page():
    (FOLDER / 'page.htm').write_bytes(PAGE.encode('gbk'))


def archive():
    with zipfile.ZipFile(FOLDER / 'batch.zip', 'w', zipfile.ZIP_DEFLATED) as out:
        def add(name, data):
            info = WindowsName(name, (2024, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, data)
        add('总结/乙科.txt', '乙科2023年工作总结\r\n一、信访维稳。\r\n'.encode('gbk'))
        add('总结/甲科.txt', '甲科2023年工作总结\n一、招商引资。\n'.encode())
        add('总结/坏文件.docx', b'PK\x03\x04 this is no zip')
        add('总结/空文件.txt', b'')
        add('照片.jpg', b'\xff\xd8\xff\xe0')
        add('__MACOSX/._甲科.txt', b'\0\5\x16\7')
        add('丙科.docx', (FOLDER / 'notes.docx').read_bytes())


def office():
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ['doc', 'odt']:
            subprocess.run(['soffice', '--headless', f'-env:UserInstallation=file://{folder}/profile', '--convert-to', suffix,
                            '--outdir', folder, FOLDER / 'numbering.docx'], check=True, stdout=subprocess.DEVNULL)
            (FOLDER / f'old.{suffix}').write_bytes((Path(folder) / f'numbering.{suffix}').read_bytes())
    text = ''.join(f"\\'{byte:02x}" for byte in '（一）二级标题甲'.encode('gbk'))
    (FOLDER / 'old.rtf').write_text('{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 SimSun;}}\\f0 ' + text + '\\par}')


page()
archive()
office()
