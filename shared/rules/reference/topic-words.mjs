// A few terms that tell what each article of a law is about, so that a citation of an old article number can be known by
// the words around it. Terms are short character groups common to many statutes but rare within the law; never a phrase
// of the text.
const STOP = new Set('的和或者应当由不在对等其及以为有与之款条项本法第一二三四五六七八九十百千万〇零两将该所是可得并于中上下前后内外依照据经给向从至自按被但且及时未又也其他此各各级')
const HAN = /[\u4e00-\u9fa5]/
const MOST = 9

function gramsOf(text) {
  const grams = new Set()
  for (let at = 0; at < text.length; at++) {
    if (!HAN.test(text[at]) || STOP.has(text[at])) continue
    for (let length = 2; length <= 4; length++) {
      const last = text[at + length - 1]
      if (last === undefined || !HAN.test(last) || STOP.has(last)) break
      grams.add(text.slice(at, at + length))
    }
  }
  return grams
}

/**
 * The words of some statutes, told by how they behave in all of them: their characters keep together (mutual information)
 * and what stands before and after them varies.
 *
 * @param targets texts whose words are wanted; @param texts all texts to learn from
 * @returns each word with the number of texts it stands in
 */
export function wordsOf(targets, texts) {
  const wanted = new Map()
  for (const text of targets) for (const gram of gramsOf(text)) wanted.set(gram, { count: 0, texts: 0, last: -1, left: new Set(), right: new Set() })
  const chars = new Map()
  let total = 0
  texts.forEach((text, number) => {
    for (let at = 0; at < text.length; at++) {
      const char = text[at]
      if (!HAN.test(char)) continue
      total++
      chars.set(char, (chars.get(char) ?? 0) + 1)
      for (let length = 2; length <= 4; length++) {
        const held = wanted.get(text.slice(at, at + length))
        if (held === undefined) continue
        held.count++
        if (held.last !== number) held.texts++
        held.last = number
        if (held.left.size < 12) held.left.add(HAN.test(text[at - 1] ?? '') ? text[at - 1] : '·')
        if (held.right.size < 12) held.right.add(HAN.test(text[at + length] ?? '') ? text[at + length] : '·')
      }
    }
  })
  const share = (gram) => (gram.length === 1 ? (chars.get(gram) ?? 1) : (wanted.get(gram)?.count ?? 1)) / total
  const words = new Map()
  for (const [gram, { count, texts: inTexts, left, right }] of wanted) {
    if (count < 4 || left.size < 4 || right.size < 4) continue
    let cohesion = Infinity
    for (let cut = 1; cut < gram.length; cut++) cohesion = Math.min(cohesion, Math.log(count / total / (share(gram.slice(0, cut)) * share(gram.slice(cut)))))
    if (cohesion > (gram.length === 2 ? 2.6 : 3.4)) words.set(gram, inTexts)
  }
  return words
}

/**
 * @param articles `{ key, text }` of one law
 * @param words what `wordsOf` found, with the number of texts each stands in
 * @returns terms of each article by its key, most telling first
 */
export function topicWords(articles, words, texts) {
  const grams = articles.map(({ text }) => [...gramsOf(text)].filter((gram) => words.has(gram)))
  const within = new Map()
  for (const list of grams) for (const gram of list) within.set(gram, (within.get(gram) ?? 0) + 1)
  const pairs = new Map()
  for (const { text } of articles) {
    const seen = new Set()
    for (let at = 0; at + 2 <= text.length; at++) seen.add(text.slice(at, at + 2))
    for (const pair of seen) pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  const isCommon = (pair) => (pairs.get(pair) ?? 0) > Math.max(4, articles.length / 6)
  const topics = {}
  articles.forEach(({ key, text }, index) => {
    const scored = grams[index]
      .filter((gram) => within.get(gram) <= Math.max(3, articles.length / 12))
      // 征收土地 in a law that speaks of 征收 and of 土地 all over tells nothing.
      .filter((gram) => gram.length < 4 || !(isCommon(gram.slice(0, 2)) && isCommon(gram.slice(2))))
      .map((gram) => ({
        gram,
        score: Math.log(articles.length / within.get(gram)) * Math.log(texts / words.get(gram)) ** 0.5 * (gram.length === 2 ? 1 : gram.length === 3 ? 1.15 : 1.3) * Math.min(3, 1 + (text.split(gram).length - 2) * 0.5),
      }))
      .sort((a, b) => b.score - a.score)
    const kept = []
    for (const { gram } of scored) {
      if (kept.length >= MOST) break
      if (kept.some((other) => other.includes(gram) || gram.includes(other) || overlapsBy(other, gram))) continue
      kept.push(gram)
    }
    if (kept.length > 0) topics[key] = kept
  })
  return topics
}

/** 行政处 and 政处罚 are pieces of one word. */
function overlapsBy(a, b) {
  return a.endsWith(b.slice(0, 2)) || b.endsWith(a.slice(0, 2))
}
