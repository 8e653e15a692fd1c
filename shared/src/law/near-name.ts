import { type Catalogue, type Law, nameKey } from './catalogue.ts'

const COUNTRY = '中华人民共和国'
// Of these the catalogue is as good as complete: a name it lacks is a wrong name rather than an unknown law.
const COMPLETE = new Set(['宪法', '法律', '行政法规', '监察法规'])

export interface NearLaw {
  readonly law: Law
  /** Only one law comes near, and no other could be meant. */
  readonly certain: boolean
}

/**
 * The law that a name which matches none is likely to mean: 《无障碍建设法》 for 《无障碍环境建设法》, 《中华人民共和国物业管理条例》
 * for 《物业管理条例》. Only statutes and State Council regulations; a region's name is left alone.
 */
export function findNearLaw(catalogue: Catalogue, name: string): NearLaw | null {
  const key = nameKey(name)
  const bare = key.replace(/^中[华国]人民共和?国/, '')
  const claimsCountry = bare !== key
  const direct = catalogue.byName.get(bare)
  if (claimsCountry && direct !== undefined && COMPLETE.has(direct.law.level)) return { law: direct.law, certain: true }
  if (!claimsCountry && FOREIGN.test(bare)) return null
  const sibling = findSibling(catalogue, bare)
  if (sibling !== null) return { law: sibling, certain: claimsCountry }
  if (bare.length < 4 || !NAMED.test(bare) || /[〈〉（）]/.test(bare)) return null
  const nearest = findNearest(indexOf(catalogue), bare, claimsCountry)
  // 条例 are made by many; only the claim to be the country's own, or 法, names this one for sure.
  return nearest === null ? null : { law: nearest, certain: /(?<!办)法$/.test(bare) || claimsCountry }
}

const NAMED = /(?:(?<!办)法|条例)$/
// Placeholders and regions: another's law, whatever it resembles.
const FOREIGN = /[×XＸ某]|^(?!城市|县域).{1,8}(?:省|自治区|自治州|自治县|特区|市|县|区|州)/

const ENDINGS = ['法', '条例', '规定', '办法', '暂行条例', '暂行办法', '暂行规定', '实施条例', '实施细则', '实施办法']

/** The same subject under another kind of document: 《招标投标法实施细则》 for 《招标投标法实施条例》. */
function findSibling(catalogue: Catalogue, bare: string): Law | null {
  const ending = ENDINGS.findLast((one) => bare.endsWith(one))
  if (ending === undefined || bare.length - ending.length < 4) return null
  const stem = bare.slice(0, bare.length - ending.length)
  let sibling: Law | null = null
  for (const other of ENDINGS) {
    const found = other === ending ? undefined : catalogue.byName.get(stem + other)
    if (found === undefined || found.match === 'short' || found.law.region !== null) continue
    if (sibling !== null && sibling !== found.law) return null
    sibling = found.law
  }
  return sibling
}

function findNearest(index: NearIndex, bare: string, claimsCountry: boolean): Law | null {
  let best: Law | null = null
  let bestDistance = 99
  let isTied = false
  const characters = sortedCharacters(bare)
  for (const candidate of nearCandidates(index, bare)) {
    const allowed = Math.min(allowance(bare), allowance(candidate.key)) + (claimsCountry ? 1 : 0)
    const isShuffled = candidate.key.length === bare.length && sortedCharacters(candidate.key) === characters
    let distance = isShuffled ? 1 : editDistance(bare, candidate.key, Math.min(allowed, Math.ceil(bestDistance)))
    // Words left out or put in are likelier than one word for another.
    if (isWithin(bare, candidate.key) || isWithin(candidate.key, bare)) distance -= 0.5
    if (distance > allowed || distance > bestDistance) continue
    isTied = distance === bestDistance && best !== null && best !== candidate.law
    best = candidate.law
    bestDistance = distance
  }
  return isTied ? null : best
}

/** Do the characters of `part` stand in `whole` in their order? */
function isWithin(part: string, whole: string): boolean {
  let at = 0
  for (const char of whole) if (char === part[at]) at++
  return at === part.length
}

const sortedCharacters = (text: string): string => [...text].sort().join('')

const allowance = (name: string): number => (name.length >= 11 ? 3 : name.length >= 5 ? 2 : 1)

interface Candidate {
  readonly key: string
  readonly law: Law
}

interface NearIndex {
  readonly byPair: ReadonlyMap<string, readonly Candidate[]>
}

const INDEXES = new WeakMap<Catalogue, NearIndex>()

function indexOf(catalogue: Catalogue): NearIndex {
  const made = INDEXES.get(catalogue)
  if (made) return made
  const byPair = new Map<string, Candidate[]>()
  for (const law of catalogue.laws) {
    if (!COMPLETE.has(law.level)) continue
    const key = nameKey(law.title).replace(COUNTRY, '')
    if (!NAMED.test(key)) continue
    const candidate = { key, law }
    for (const pair of pairsOf(key)) {
      const list = byPair.get(pair)
      if (list) list.push(candidate)
      else byPair.set(pair, [candidate])
    }
  }
  const index = { byPair }
  INDEXES.set(catalogue, index)
  return index
}

/** Character pairs but for those of the ending, which say nothing. */
function pairsOf(name: string): Set<string> {
  const stem = name.replace(/(?:管理)?(?:法|条例)$/, '')
  const pairs = new Set<string>()
  for (let at = 0; at + 2 <= stem.length; at++) pairs.add(stem.slice(at, at + 2))
  return pairs
}

function nearCandidates(index: NearIndex, name: string): Candidate[] {
  const shared = new Map<Candidate, number>()
  const ending = name.endsWith('法') ? '法' : '条例'
  const pairs = pairsOf(name)
  for (const pair of pairs)
    for (const candidate of index.byPair.get(pair) ?? [])
      if (candidate.key.endsWith(ending) && Math.abs(candidate.key.length - name.length) <= 3)
        shared.set(candidate, (shared.get(candidate) ?? 0) + 1)
  return [...shared].filter(([, count]) => count * 4 >= pairs.size).map(([candidate]) => candidate)
}

/** Levenshtein distance, given up beyond `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + cost)
      least = Math.min(least, next[j]!)
    }
    if (least > limit) return 99
    row = next
  }
  return row[b.length]!
}
