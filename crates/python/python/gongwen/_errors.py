"""What can go wrong, in the words of the command line. 出错时的异常，措辞与命令行一致。"""


class GongwenError(Exception):
    """Any error of this package. 本软件包的任何错误。"""


class ReadError(GongwenError):
    """A file or text cannot be read: not there, damaged, encrypted, too large, without text.
    文件或文本读不出来：不存在、损坏、加密、过大、没有文字。"""


class ModelError(GongwenError):
    """A model file cannot be read or written. 模型文件无法读写。"""


class SettingError(GongwenError, ValueError):
    """A setting, or the name of a theme, encoding or backend, is none there is. 设置或名称不对。"""


class TrainingError(GongwenError):
    """Nothing can be learnt from the data. 数据不足以训练。"""
