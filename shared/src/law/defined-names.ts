import type { Span } from '../text/span.ts'
import { nameKey } from './catalogue.ts'
import { type Found, take } from './found.ts'
import { isGenericName, withoutBrackets } from './instrument.ts'
import { chainAfter, isWordAfter } from './name-edges.ts'

/** A name the text defines: （以下简称《办法》）. `title` is empty for one that means the document itself. */
interface Alias {
  readonly name: string
  readonly title: string
  readonly number: string | null
  readonly from: number
  readonly isOwn: boolean
}

/** Names as the text before a place defines them; `null` where two titles bear an ending. */
export interface DefinedNames {
  readonly aliases: Map<string, Alias>
  readonly bearers: Map<string, Found | null>
}

/** A title in 书名号 that was read, with the names it may give to what comes after it. */
export interface ReadTitle {
  readonly start: number
  /** How far it has moved since it was read: to be added to the offsets of the rest. */
  readonly moved: number
  readonly aliases: readonly { readonly name: string; readonly from: number }[]
  /** By these it may be called where no other title bears them. */
  readonly endings: readonly string[]
  readonly read: Found
}

const NAME_END =
  /((?:实施|管理|暂行|试行|若干|补充|指导|工作)?(?:条例|办法|规定|细则|规则|意见|方案|通知|决定|通告|规划|纲要|规范|标准|章程|解释|制度|措施|目录|清单|计划|预案|规程|准则))$/

/** The endings by which a title may be called where no other bears them: 办法, 实施办法. */
export function endingsBorne({ via, isOwn, title }: Found): readonly string[] {
  if (via !== 'title' || isOwn) return []
  const ending = NAME_END.exec(withoutBrackets(nameKey(title)))?.[1]
  return ending === undefined ? [] : [...new Set([ending, ending.slice(-2)])]
}

/** Keep what the text makes of a name: its 简称, and which title is the only one with such an ending. */
export function define(names: DefinedNames, { aliases, endings, read, moved }: ReadTitle): void {
  for (const { name, from } of aliases) {
    const key = name.replace(/等$/, '')
    const isOwn = read.isOwn || /^本(?!级|市|省|县|区)/.test(name)
    names.aliases.set(key, { name: key, title: read.title, number: read.number, from: from + moved, isOwn })
  }
  for (const name of endings) {
    const held = names.bearers.get(name)
    names.bearers.set(name, held === undefined || held?.title === read.title ? read : null)
  }
}

const WORD_BEFORE = /[\u4e00-\u9fa5]$/

const MAY_PRECEDE =
  /(?:根据|依据|依照|按照|遵照|违反|执行|符合|适用|参照|依|按|据|和|及|与|或|以及|的|由|对|在|为|是|将|本|该|上述|[，。；、：《“"（(\n\s])$/

export function findAlias(text: string, alias: Alias, range: Span, taken: Uint8Array, found: Found[]): void {
  // 本办法 is no external citation, and one-character names are not names.
  if (alias.name.length < 2 || /^本/.test(alias.name)) return
  const words = text.slice(0, range.end)
  let at = words.indexOf(alias.name, Math.max(alias.from, range.start))
  for (; at >= 0; at = words.indexOf(alias.name, at + alias.name.length)) {
    if (taken[at] === 1) continue
    const end = at + alias.name.length
    const chain = chainAfter(text, end)
    const before = text.slice(Math.max(0, at - 2), at)
    const stands = !WORD_BEFORE.test(before) || MAY_PRECEDE.test(before)
    // A short name such as 条例, or a common one such as 工作方案, is the alias only where it cites.
    const isShort = alias.name.length < 4 || isGenericName(alias.name)
    if (
      !stands ||
      isWordAfter(text, end) ||
      (isShort && chain.references.length === 0 && !/^(?:规定|的规定|等)/.test(text.slice(end, end + 4)))
    )
      continue
    take(found, taken, {
      start: at,
      end: chain.references.length > 0 ? chain.end : end,
      nameEnd: end,
      title: alias.title,
      written: alias.name,
      via: 'alias',
      number: alias.number,
      year: null,
      isOwn: alias.isOwn,
      references: chain.references,
    })
  }
}
