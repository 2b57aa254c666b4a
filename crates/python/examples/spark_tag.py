"""Tags a folder of reports on Apache Spark and writes a table, a row a paragraph.

    python spark_tag.py data/corpus -o tagged.parquet                                on two cores of this machine
    python spark_tag.py data/corpus -o tagged.parquet --master 'local-cluster[2,1,1024]'
    spark-submit spark_tag.py hdfs:///reports -o hdfs:///tagged --master ''          on a cluster
"""

import argparse
import os
import sys
import time

from pyspark.sql import SparkSession

import gongwen.spark


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", help="folders or files of reports")
    parser.add_argument("-o", "--output", required=True, help="where the table goes, as Parquet")
    parser.add_argument("-m", "--model", help="a model file instead of the built-in model")
    parser.add_argument("--master", default="local[2]", help="where Spark runs; '' leaves it to spark-submit")
    parser.add_argument("--pattern", default="*.{txt,docx,doc,wps,pdf,md,html}", help="which files of folders")
    parser.add_argument("--times", type=int, default=1, help="read every report so many times, to measure")
    arguments = parser.parse_args()

    builder = SparkSession.builder.appName("gongwen")
    if arguments.master:
        builder = builder.master(arguments.master)
        # On this machine the workers run this interpreter, which has the package.
        os.environ["PYSPARK_PYTHON"] = sys.executable
    # Documents are large rows, and small files would make a task each.
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "64")
    builder = builder.config("spark.sql.files.openCostInBytes", "65536")
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")

    table = gongwen.spark.files(spark, *arguments.paths, pattern=arguments.pattern)
    table = table.repartition(2 * spark.sparkContext.defaultParallelism)
    if arguments.times > 1:
        times = spark.range(arguments.times).select()
        table = table.crossJoin(times).repartition(2 * spark.sparkContext.defaultParallelism)
    started = time.monotonic()
    tagged = gongwen.spark.tag(table, model=arguments.model)
    tagged.write.mode("overwrite").parquet(arguments.output)
    seconds = time.monotonic() - started

    written = spark.read.parquet(arguments.output)
    paragraphs = written.where("error is null")
    failed = written.where("error is not null").count()
    told = paragraphs.selectExpr("count(*)", "sum(length(text))").first()
    assert told is not None
    print(f"{told[0]} paragraphs, {told[1]} characters, {failed} files failed, {seconds:.1f} s")
    paragraphs.groupBy("theme_zh").count().orderBy("count", ascending=False).show()
    spark.stop()


if __name__ == "__main__":
    main()
