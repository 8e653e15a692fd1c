/**
 * The words of a text without what a typist may change and a reader does not see: white space, zero-width characters,
 * punctuation, and the width of letters and digits. Two texts that fold alike differ typographically at most.
 */
export function foldText(text: string): string {
  const codes = new Uint16Array(text.length)
  let length = 0
  for (let i = 0; i < text.length; i++) {
    const code = FOLD[text.charCodeAt(i)]!
    if (code !== 0) codes[length++] = code
    else if (isDecimalPoint(text, i)) codes[length++] = DECIMAL_POINT
  }
  return fromCodes(codes, length)
}

const DECIMAL_POINT = 0x2e
/** Arguments of one call; engines limit them. */
const CHUNK = 8192

function fromCodes(codes: Uint16Array, length: number): string {
  let text = ''
  for (let at = 0; at < length; at += CHUNK) {
    // `apply` takes any array-like; spreading a typed array walks its iterator, several times slower.
    text += String.fromCharCode.apply(null, codes.subarray(at, Math.min(at + CHUNK, length)) as unknown as number[])
  }
  return text
}

/** `foldText` with the numbers of cited provisions masked, so that an inserted article does not make its citers strangers. */
export function maskReferences(folded: string): string {
  return folded.includes('第') ? folded.replace(REFERENCE, '第$1') : folded
}

/**
 * Do two texts say the same to the letter, but for white space, zero-width characters, the width of characters and the
 * shape of quotation marks? A comma more or less is a difference here, since it may change what a provision says.
 */
export function isSameWording(a: string, b: string): boolean {
  if (a === b) return true
  let i = 0
  let j = 0
  for (;;) {
    while (i < a.length && SHAPE[a.charCodeAt(i)] === 0) i++
    while (j < b.length && SHAPE[b.charCodeAt(j)] === 0) j++
    if (i === a.length || j === b.length) return i === a.length && j === b.length
    if (SHAPE[a.charCodeAt(i++)] !== SHAPE[b.charCodeAt(j++)]) return false
  }
}

/** One shape for every width, quotation mark and dash; white space and what is invisible left out. */
export function unifyShapes(text: string): string {
  let unified = ''
  for (let i = 0; i < text.length; i++) {
    const code = SHAPE[text.charCodeAt(i)]!
    if (code !== 0) unified += String.fromCharCode(code)
  }
  return unified
}

/** Code unit → the code unit that stands for its shapes, 0 where it is invisible. */
const SHAPE = buildShapeTable()

function buildShapeTable(): Uint16Array {
  const table = new Uint16Array(65536)
  const invisible = /[\s\p{Cf}*#]/u
  for (let code = 0; code < 65536; code++) {
    const character = String.fromCharCode(code)
    if (code >= 0xd800 && code <= 0xdfff) table[code] = code
    else if (invisible.test(character)) table[code] = 0
    else {
      const normal = character.normalize('NFKC')
      table[code] = normal.length === 1 ? normal.charCodeAt(0) : code
    }
  }
  const alike: ReadonlyArray<readonly [string, string]> = [
    ['"', '“”„‟〝〞「」『』＂'],
    ["'", '‘’‚‛'],
    ['零', '〇'],
    ['-', '—–―─－'],
    ['、', '﹑､'],
  ]
  for (const [shape, variants] of alike) {
    for (const variant of variants) table[variant.charCodeAt(0)] = shape.charCodeAt(0)
  }
  return table
}

const REFERENCE = /第[零〇一二三四五六七八九十百千\d]+([编章节条款项目])(?:之[一二三四五六七八九十]+)?/gu

/** Code unit → folded code unit, 0 where it is dropped. */
const FOLD = buildFoldTable()

function buildFoldTable(): Uint16Array {
  const table = new Uint16Array(65536)
  const dropped = /[\p{P}\s\p{Cf}\u2500-\u257f｀`^~|<>＜＞]/u
  for (let code = 0; code < 65536; code++) {
    if (code >= 0xd800 && code <= 0xdfff) {
      table[code] = code
      continue
    }
    if (code >= 0xff01 && code <= 0xff5e) {
      const ascii = code - 0xfee0
      table[code] = dropped.test(String.fromCharCode(ascii)) && ascii !== 0x25 ? 0 : ascii
      continue
    }
    table[code] = dropped.test(String.fromCharCode(code)) ? 0 : code
  }
  table[0x25] = 0x25 // % is an amount, not punctuation
  table[0xff05] = 0x25
  table[0x2030] = 0x2030
  table[0x3007] = 0x96f6 // 〇 → 零
  return table
}

function isDecimalPoint(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code !== 0x2e && code !== 0xff0e) return false
  return isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at + 1))
}

function isDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0xff10 && code <= 0xff19)
}

/** Formulas of office, folded. Any two penalties share them; they say nothing about which is which. */
export const FORMULAS = /违反本(?:法|条例|办法|规定)(?:的?规定)?|构成犯罪的依法追究刑事责任/gu
