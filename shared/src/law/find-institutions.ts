import type { Span } from '../text/span.ts'
import type { Catalogue } from './catalogue.ts'
import type { InstitutionRow } from './reference-rows.ts'

/** A former name of an institution in a text. */
export interface OutdatedInstitution extends Span {
  readonly written: string
  readonly institution: InstitutionRow
  /** The name is gone everywhere and the change is proven; where `false`, only a hint may be built on it. */
  readonly certain: boolean
}

const ANCHOR =
  /部门|委员会|办公室|领导小组|指挥部|机关|机构|部队|总局|总署|大队|支队|中队|小组|局|部|委|办|所|厅|会|公司/g
const TAIL = 3

/**
 * Former names of institutions, as of a day. Names in 书名号 and names told as history (原…, 1999年由…) are left out.
 * A name counts where it stands as one: 住房和城乡建设局 holds no 建设局.
 */
export function findInstitutions(text: string, asOf: string, catalogue: Catalogue): OutdatedInstitution[] {
  const names = namesOf(catalogue)
  const found: OutdatedInstitution[] = []
  ANCHOR.lastIndex = 0
  let from = 0
  for (let match = ANCHOR.exec(text); match !== null; match = ANCHOR.exec(text)) {
    const end = match.index + match[0].length
    const one = nameEndingAt(text, end, from, names)
    if (one === null) continue
    const { name, institution } = one
    const start = end - name.length
    if (institution.since !== undefined && institution.since > asOf) continue
    if (!standsAlone(text, start, end) || isQuoted(text, start) || isHistory(text, start, end, institution)) continue
    if (isOrderNumber(text, end) || livesOn(text, start, end, institution)) continue
    found.push({
      start,
      end,
      written: name,
      institution,
      certain: institution.kind === '更名' && institution.sure === 1,
    })
    from = end
  }
  return found
}

interface Name {
  readonly name: string
  readonly institution: InstitutionRow
}

const INDEXES = new WeakMap<Catalogue, Map<string, Name[]>>()

/** Names that are out of date (更名) or may be (本地), by their last characters, longest first. */
function namesOf(catalogue: Catalogue): Map<string, Name[]> {
  const made = INDEXES.get(catalogue)
  if (made) return made
  const index = new Map<string, Name[]>()
  const seen = new Set<string>()
  for (const institution of catalogue.institutions) {
    if (institution.kind !== '更名' && institution.kind !== '本地') continue
    for (const name of institution.names) {
      if (seen.has(name)) continue
      seen.add(name)
      const tail = name.slice(-TAIL)
      index.set(tail, [...(index.get(tail) ?? []), { name, institution }])
    }
  }
  for (const list of index.values()) list.sort((a, b) => b.name.length - a.name.length)
  INDEXES.set(catalogue, index)
  return index
}

function nameEndingAt(text: string, end: number, from: number, names: ReadonlyMap<string, Name[]>): Name | null {
  for (const length of [TAIL, 2]) {
    for (const one of names.get(text.slice(Math.max(0, end - length), end)) ?? []) {
      const start = end - one.name.length
      if (start >= from && text.startsWith(one.name, start)) return one
    }
  }
  return null
}

// A name goes on: 农业部门, 局长 does not (a 局长 of a former 局 is as outdated).
const GOES_ON = /^(?:门|级|委会|委员会|办公|办理|办法|属|位|署|分支)/
// Before the name: a region, a list, a verb or a preposition; anything else may belong to a longer name.
const MAY_PRECEDE =
  /(?:[省市县区州旗盟镇国级局委厅部办府、，。；：“（(《\s\d]|各|由|向|经|报|送|到|是|为|以|对|在|请|将|同|给|让|按|据|并|或|及|凭|至|从|会|的|原|归|属|于|被|受|凡|持|县乡|本|我|该|某|×|X|x|中国|中央)$/
const INSTITUTION_BEFORE = /(?:局|委|厅|部|办|办公室|委员会|部门|政府|法院|检察院|单位|中心|机关|办事处)[和与]$/

function standsAlone(text: string, start: number, end: number): boolean {
  if (GOES_ON.test(text.slice(end, end + 3)) && !/^部/.test(text.slice(end - 1, end + 1))) return false
  if (text[end - 1] === '部' && text[end] === '门') return false
  const before = text.slice(Math.max(0, start - 6), start)
  if (before === '') return true
  if (/[和与]$/.test(before)) return INSTITUTION_BEFORE.test(before)
  if (/(?:城乡|资源|规划|发展|教育|文化|农业|水利|经济|科技|民政|财政|交通|住房|商务|服务)$/.test(before)) return false
  return MAY_PRECEDE.test(before)
}

function isQuoted(text: string, start: number): boolean {
  const near = text.slice(Math.max(0, start - 80), start)
  return near.lastIndexOf('《') > near.lastIndexOf('》')
}

// 建设部令第120号, 建设部、商务部令第116号: an order keeps the name of whoever gave it.
const ORDER_NUMBER =
  /^(?:[、和与][\u4e00-\u9fa5]{2,16}){0,4}\s{0,4}(?:令|公告|通告)\s{0,4}(?:\d{4}年)?[（(]?第?\s?[\d０-９一二三四五六七八九十]/

const isOrderNumber = (text: string, end: number): boolean => ORDER_NUMBER.test(text.slice(end, end + 90))

/** Where a name that has gone from most places is still the right one. */
function livesOn(text: string, start: number, end: number, { kind }: InstitutionRow): boolean {
  if (kind !== '本地') return false
  const before = text.slice(Math.max(0, start - 4), start)
  const name = text.slice(start, end)
  // 直辖市 keep their 教育委员会, 经济和信息化委员会 and the like; 地震局 of provinces are the state's.
  if (/(?:北京|上海|天津|重庆)市?$/.test(before) && /委(?:员会)?$/.test(name)) return true
  return name === '地震局' && /(?:省|自治区|中国|国家|京|沪|津|渝|(?:北京|上海|天津|重庆)市)$/.test(before)
}

const PAST_WORDS = /更名|改名|改称|改为|撤销|并入|组建|沿革|合并|划转|划入|整合|职责调整|机构改革|不再使用|已废止/

function isHistory(text: string, start: number, end: number, institution: InstitutionRow): boolean {
  const before = text.slice(Math.max(0, start - 12), start)
  if (/(?:原|前|时任|原来的|曾经?的?|旧称|原名)(?:[\u4e00-\u9fa5]{0,6}(?:省|市|县|区|州|国家))?$/.test(before))
    return true
  const from = sentenceStart(text, start)
  const sentence = text.slice(from, Math.min(text.length, end + 60)).split(/[。；\n]/)[0] ?? ''
  if (PAST_WORDS.test(sentence)) return true
  const year = /((?:19|20)\d\d)年(?!.*(?:起|以后|之后))/.exec(text.slice(from, start))
  return year !== null && institution.since !== undefined && year[1]! <= institution.since.slice(0, 4)
}

function sentenceStart(text: string, at: number): number {
  const floor = Math.max(0, at - 120)
  for (let index = at - 1; index >= floor; index--) if ('。；\n'.includes(text[index]!)) return index + 1
  return floor
}
