import type { Span } from '../text/span.ts'

/**
 * What a clause does to its subject: lays a duty on it, forbids, allows, empowers, frees it of a duty, refuses it
 * something, or encourages it (立法技术规范（试行）（一），11: 应当与必须，不得与禁止).
 */
export type Modality = '应当' | '必须' | '不得' | '禁止' | '可以' | '有权' | '无须' | '不予' | '鼓励'

export interface ModalityMention extends Span {
  readonly modality: Modality
}

interface ModalWord {
  readonly word: string
  readonly modality: Modality
  /** Characters that, directly before or after, make it part of another word. */
  readonly before?: string
  readonly after?: string
}

const WORDS: readonly ModalWord[] = [
  { word: '无需', modality: '无须' },
  { word: '无须', modality: '无须' },
  { word: '不必', modality: '无须' },
  { word: '不需', modality: '无须' },
  { word: '不要求', modality: '无须' },
  { word: '不应当', modality: '不得' },
  { word: '不应', modality: '不得', after: '求' },
  { word: '一律不', modality: '不得' },
  { word: '不得', modality: '不得', after: '不已' },
  { word: '不准', modality: '不得', after: '确' },
  { word: '不许', modality: '不得', after: '可' },
  { word: '不允许', modality: '不得' },
  { word: '不能', modality: '不得', before: '' },
  { word: '不可', modality: '不得', after: '抗分预避逆撤' },
  { word: '严禁', modality: '禁止' },
  { word: '禁止', modality: '禁止', after: '性令' },
  { word: '不予', modality: '不予' },
  { word: '应当', modality: '应当' },
  { word: '必须', modality: '必须' },
  { word: '务必', modality: '必须' },
  { word: '有义务', modality: '应当' },
  { word: '有权', modality: '有权', before: '所具', after: '机限益属部人' },
  { word: '可以', modality: '可以' },
  { word: '允许', modality: '可以' },
  { word: '准予', modality: '可以' },
  { word: '鼓励', modality: '鼓励' },
  { word: '提倡', modality: '鼓励' },
  { word: '倡导', modality: '鼓励' },
  { word: '须', modality: '必须', before: '必无急', after: '知' },
  {
    word: '应',
    modality: '应当',
    before: '反响供适相对效感回顺照一',
    after: '用急对届聘诉邀付收缴税有邀变战激酬试征答运纳得',
  },
  { word: '要', modality: '应当', before: '需主重必首简扼纪提摘只纲概', after: '求素点件么约闻害领职道旨不' },
  { word: '需', modality: '应当', before: '所必急供内刚军', after: '求方要' },
  { word: '可', modality: '可以', before: '许认不宁尚', after: '能行靠持靠观控比见否能视追溯再复研读执利燃降卡' },
]

const BY_FIRST = new Map<string, ModalWord[]>()
for (const word of WORDS) {
  const list = BY_FIRST.get(word.word[0]!) ?? []
  list.push(word)
  BY_FIRST.set(word.word[0]!, list)
}

/** The first modal word between `from` and `to`. */
export function findModality(text: string, from: number, to: number): ModalityMention | null {
  for (let at = from; at < to; at++) {
    const list = BY_FIRST.get(text[at]!)
    if (list === undefined) continue
    for (const { word, modality, before, after } of list) {
      const end = at + word.length
      if (end > to || !text.startsWith(word, at)) continue
      if (before?.includes(text[at - 1] ?? '\0') || after?.includes(text[end] ?? '\0')) continue
      return { start: at, end, modality }
    }
  }
  return null
}

const NEGATORS = [
  '不得',
  '不再',
  '不予',
  '不准',
  '不另',
  '不收',
  '不以',
  '不作',
  '不设',
  '不受',
  '不',
  '未',
  '无须',
  '无需',
  '没有',
  '免收',
  '免费',
  '禁止',
  '严禁',
  '避免',
  '防止',
  '取消',
]
/** Words that begin with 不 or 未 and deny nothing the rule could care about. */
const NOT_NEGATORS = [
  '不低于',
  '不少于',
  '不超过',
  '不高于',
  '不大于',
  '不小于',
  '不断',
  '不同',
  '不仅',
  '不限于',
  '不动产',
  '不论',
  '不良',
  '不特定',
  '未来',
  '未成年',
  '不可抗力',
  '不定期',
  '不满',
  '不足',
  '不含',
  '不迟于',
  '不晚于',
  '不属于',
]

/** The first word between `from` and `to` that denies what follows it. */
export function findNegation(text: string, from: number, to: number): Span | null {
  for (let at = from; at < to; at++) {
    if (!'不未无没免禁严避防取'.includes(text[at]!)) continue
    if (NOT_NEGATORS.some((word) => text.startsWith(word, at))) continue
    const word = NEGATORS.find((one) => text.startsWith(one, at) && at + one.length <= to)
    if (word !== undefined) return { start: at, end: at + word.length }
  }
  return null
}
