const CJK_DIGITS = '〇一二三四五六七八九'

/** Number of a list item as the browser draws it; empty for bullets. */
export function listMarker(item: Element, type: string): string {
  const list = item.parentElement as HTMLOListElement
  let number = list.start
  for (let other = item.previousElementSibling; other; other = other.previousElementSibling) {
    if (other.tagName !== 'LI') continue
    const value = (other as HTMLLIElement).getAttribute('value')
    if (value === null) number += 1
    else {
      number += Number(value) - list.start + 1
      break
    }
  }
  const own = item.getAttribute('value')
  if (own !== null) number = Number(own)
  if (type === 'decimal') return `${number}. `
  if (type === 'cjk-ideographic' || type === 'simp-chinese-informal' || type === 'trad-chinese-informal')
    return `${chineseNumber(number)}、`
  if (type === 'cjk-decimal') return `${[...String(number)].map((digit) => CJK_DIGITS[Number(digit)]).join('')}、`
  if (/alpha|latin/.test(type)) {
    const letter = String.fromCharCode(96 + ((number - 1) % 26) + 1)
    return `${type.startsWith('upper') ? letter.toUpperCase() : letter}. `
  }
  return ''
}

function chineseNumber(number: number): string {
  if (number < 10) return CJK_DIGITS[number] ?? String(number)
  if (number >= 100) return String(number)
  const tens = Math.floor(number / 10)
  const ones = number % 10
  return `${tens > 1 ? CJK_DIGITS[tens] : ''}十${ones ? CJK_DIGITS[ones] : ''}`
}
