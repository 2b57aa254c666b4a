// A sign of a text: what `text_check` in check.rs makes, so that `classify learn` knows the texts of an exported table.

const CHECK_LETTERS = "bcdfghjklmnpqrstvwxz";

function textCheck(text) {
  // FNV-1a of 64 bits in two halves: high * 2^32 + low, times 2^40 + 0x1b3.
  let [high, low] = [0xcbf29ce4, 0x84222325];
  for (const byte of new TextEncoder().encode(text.replace(/[\p{White_Space}\p{Cc}\ufeff\u200b-\u200f\u2060]/gu, ""))) {
    low = (low ^ byte) >>> 0;
    const product = low * 0x1b3;
    high = (high * 0x1b3 + Math.floor(product / 2 ** 32) + low * 0x100) % 2 ** 32;
    low = product % 2 ** 32;
  }
  let rest = BigInt(high) * 2n ** 32n + BigInt(low);
  let letters = "";
  for (; letters.length < 8; rest /= 20n) letters += CHECK_LETTERS[Number(rest % 20n)];
  return letters;
}
