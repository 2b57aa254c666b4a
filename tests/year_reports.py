#!/usr/bin/env python3
"""Writes a unit's reports of several years, for looking at what changes: two towns that turn from winning investors to the life of
their people.

usage: year_reports.py FOLDER
"""
import pathlib
import sys

UNITS = ["云岭镇", "石桥镇"]
YEARS = range(2020, 2025)

INVESTORS = "招商引资。赴外地推介{0}次，洽谈客商{1}批，签约项目{2}个，协议资金{3}亿元，落地投产企业{2}家，为落户企业代办证照{4}件。"
SAFETY = "安全生产。检查企业{0}家次，查出消防隐患{1}处，整改{2}处，组织应急演练{3}场，清理楼道堆物{4}车，更换燃气软管{1}根。"
LIFE = "民生保障。新建长者食堂{0}处，新增托育床位{1}张，发放救助金{2}万元，帮助{3}名失业人员就业，上门为{4}户困难老人修缮房屋。"
PARTY = "党的建设。举办党员集中学习{0}期，发展党员{1}名，整顿软弱涣散党支部{2}个，开展廉政谈话{3}人次，党员志愿服务{4}小时。"


def report(unit: str, year: int, shift: int) -> str:
    turn = year - YEARS[0]
    kinds = [INVESTORS] * (5 - turn) + [LIFE] * (turn + 1) + [SAFETY] * 2 + [PARTY] * (1 + shift)
    figure = lambda at, by: 3 + (at * 7 + by * 5 + turn * 3 + shift * 11) % 60
    done = [kind.format(*(figure(at, by) for by in range(5))) for at, kind in enumerate(kinds)]
    plan = [LIFE, SAFETY] if turn % 2 else [INVESTORS, PARTY]
    planned = [kind.format(*(figure(at, by) + 1 for by in range(5))) for at, kind in enumerate(plan)]
    numerals = "一二三四五六七八九十"
    items = lambda texts: "".join(f"（{numerals[at]}）{text}\n" for at, text in enumerate(texts))
    return (
        f"{unit}{year}年工作总结和{year + 1}年工作思路\n"
        f"一、{year}年工作情况\n{items(done)}二、{year + 1}年工作思路\n{items(planned)}"
    )


def write(folder: pathlib.Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for shift, unit in enumerate(UNITS):
        for year in YEARS:
            (folder / f"{unit}{year}.txt").write_text(report(unit, year, shift), encoding="utf-8")


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]))
