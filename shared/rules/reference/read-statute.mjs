// Structure of a statute text: how many 款 and 项 each article has. Facts about the text, not its words.
const ARTICLE = /^第([〇零一二三四五六七八九十百千两\d]+)条(?:之([一二三四五六七八九十]+))?(?=[\s\u3000【（(]|$)/
const HEADING = /^#|^第[〇零一二三四五六七八九十百千]+(?:编|分编|章|节)(?:[\s\u3000]|$)/
const ITEM = /^[（(][一二三四五六七八九十]+[）)]/
const SUBITEM = /^(?:\d+[.．、]|[①-⑳]|[（(]\d+[）)])/
const ENDS = /[。；：，、！？”》）)]$|[:;,.]$/
const ANNEX = /^(?:附件|附表|附录|附[:：]|附$)/

/**
 * @param toKey turns 第十七条之一 into "17-1"
 * @returns articles in order: `{ key, text, paragraphs: number[] | null }`, each paragraph as its number of 项; `null`
 *   where the lines cannot be told apart (tables, pictures, wrapped lines)
 */
export function readStatute(text, toKey) {
  const articles = []
  let current = null
  const body = text.slice(text.indexOf('<!-- INFO END -->') + 1)
  for (const raw of body.split(/\r?\n/)) {
    const line = raw.trim()
    if (line === '' || line.startsWith('<!--')) continue
    if (HEADING.test(line)) {
      current = null
      continue
    }
    const marker = ARTICLE.exec(line)
    if (marker) {
      current = { key: toKey(marker[0]), lines: [line.slice(marker[0].length).trim()] }
      articles.push(current)
    } else if (current !== null) {
      if (ANNEX.test(line)) break
      current.lines.push(line)
    }
  }
  return articles.map(({ key, lines }) => ({ key, text: lines.join('\n'), paragraphs: countParagraphs(lines) }))
}

function countParagraphs(lines) {
  const paragraphs = []
  let last = ''
  for (const line of lines) {
    if (line === '') continue
    if (/｜|图略|^\||表格/.test(line)) return null
    if (SUBITEM.test(line)) {
      last = line
      continue
    }
    if (ITEM.test(line)) {
      if (paragraphs.length === 0) return null
      paragraphs[paragraphs.length - 1]++
    } else {
      // A line that starts in mid-sentence was broken by the source.
      if (last !== '' && !ENDS.test(last)) return null
      paragraphs.push(0)
    }
    last = line
  }
  return paragraphs
}

/**
 * `shape` of a law: one group of characters an article from the first on, one character a paragraph, its value (base 36)
 * the number of 项; `?` where not known. `null` unless the articles run 1, 2, 3 … without a gap.
 */
export function shapeOf(articles) {
  const plain = articles.filter((article) => !article.key.includes('-'))
  if (plain.length === 0 || plain.some((article, index) => article.key !== String(index + 1))) return null
  const shape = plain
    .map(({ paragraphs }, index) =>
      paragraphs === null || paragraphs.some((items) => items > 35) || (index === plain.length - 1 && paragraphs.length > 3)
        ? '?'
        : paragraphs.map((items) => items.toString(36)).join(''),
    )
    .join(' ')
  return shape
}
