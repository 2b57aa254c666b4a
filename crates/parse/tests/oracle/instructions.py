#!/usr/bin/env python3
"""Counts the machine instructions that parsing takes on a text and on one ten times as long.

Usage: instructions.py PATH_TO_EXAMPLE      (target/release/examples/outline; needs valgrind)

The texts are generated reports without repeats, damaged by page marks and dodged words; the cost of
an empty text (start-up, patterns) is taken off. Prints one line per size and the ratio; a parser
linear in its text gives about 10."""
import os, re, subprocess, sys, tempfile

VERBS = '推进 落实 开展 完善 建成 整治 优化 组织 新增 改造'.split()
NOUNS = '管网 社区 河道 学校 企业 园区 道路 台账 平台 队伍 制度 项目 岸线 村庄 站点'.split()

def words(seed):
    while True:
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        yield seed >> 33

def text(sections):
    random = words(7)
    pick = lambda items: items[next(random) % len(items)]
    sentence = lambda: ''.join(f'{pick(VERBS)}{pick(NOUNS)}{next(random) % 9000}处，' for _ in range(5)) + f'惠及群众{next(random) % 90000}人。'
    out, length, page = ['云岭县水利局2023年工作总结\n'], 0, 1
    for section in range(sections):
        out.append(f'（{"一二三四五六七八九"[section % 9]}）{pick(NOUNS)}建设持续D建引领。' if section % 9 else '一、重点工作\n')
        for item in '一二三':
            out.append(f'{item}是{sentence()}{sentence()}')
        out.append('\n')
    return ''.join(out)

def instructions(example, content):
    with tempfile.NamedTemporaryFile('w', suffix='.txt', encoding='utf8', delete=False) as f:
        f.write(content)
    run = subprocess.run(['valgrind', '--tool=callgrind', '--callgrind-out-file=/dev/null', example, f.name], capture_output=True, text=True)
    os.unlink(f.name)
    return int(re.search(r'Collected : (\d+)', run.stderr).group(1))

def main(example):
    base = instructions(example, '')
    counts = []
    for sections in (60, 600):
        content = text(sections)
        counts.append(instructions(example, content) - base)
        print(f'{len(content):>8} characters: {counts[-1]:>14,} instructions, {counts[-1] // len(content):,} per character')
    print(f'ratio {counts[1] / counts[0]:.2f}')

main(sys.argv[1])
