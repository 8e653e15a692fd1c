import { labelAt } from './locate.ts'
import type { Anomaly, ClauseNode } from './node.ts'

/** A short form that a document gives itself: 《…条例》（以下简称《条例》）. */
export interface ShortForm {
  /** Without 书名号 and quotation marks. */
  readonly term: string
  /** The title it stands for, where one stands directly before the bracket. */
  readonly full: string | null
  readonly start: number
  readonly end: number
}

const LEADS = ['以下简称', '以下统称', '以下合称', '下称']
const MAX_TERM = 24

/** Every 以下简称 of a text, in order. */
export function findShortForms(text: string): ShortForm[] {
  const forms: ShortForm[] = []
  for (const lead of LEADS) {
    for (let at = text.indexOf(lead); at >= 0; at = text.indexOf(lead, at + lead.length)) {
      if (lead === '下称' && text[at - 1] === '以') continue
      const form = readShortForm(text, at, at + lead.length)
      if (form !== null) forms.push(form)
    }
  }
  return forms.sort((a, b) => a.start - b.start)
}

function readShortForm(text: string, at: number, from: number): ShortForm | null {
  let start = from
  while (start < text.length && '：:为“‘《〈" '.includes(text[start]!)) start++
  let end = start
  while (end < text.length && end - start < MAX_TERM && !'”’》〉")）(（，,。；、\n'.includes(text[end]!)) end++
  if (end - start < 2 || end - start >= MAX_TERM) return null
  return { term: text.slice(start, end), full: titleBefore(text, at), start, end }
}

/** The 《…》 that ends just before the bracket of a short form. */
function titleBefore(text: string, at: number): string | null {
  let end = at
  while (end > 0 && '（(，, '.includes(text[end - 1]!)) end--
  if (text[end - 1] !== '》') return null
  const open = text.lastIndexOf('《', end - 1)
  return open < 0 || end - open > 80 ? null : text.slice(open + 1, end - 1)
}

/** Only a short form in 《》 can be told from the same words in a longer name. */
function isUsedBefore(text: string, { term, full, start }: ShortForm): boolean {
  if (full === null || full === term) return false
  const first = text.indexOf(`《${term}》`)
  return first >= 0 && first < start - 1
}

/** Short forms that nothing uses, that are used too early, and titles or short forms that are paired two ways. */
export function findDefinitionAnomalies(text: string, nodes: readonly ClauseNode[]): Anomaly[] {
  const anomalies: Anomaly[] = []
  const byTitle = new Map<string, ShortForm>()
  const byTerm = new Map<string, ShortForm>()
  for (const form of findShortForms(text)) {
    const report = (detail: string): void => {
      const at = labelAt({ text, nodes }, form.start)
      anomalies.push({ kind: 'definition', at, detail, start: form.start, end: form.end })
    }
    const sameTitle = form.full === null ? undefined : byTitle.get(form.full)
    const sameTerm = byTerm.get(form.term)
    if (sameTitle !== undefined && sameTitle.term !== form.term) {
      report(`《${form.full}》有两个简称：“${sameTitle.term}”和“${form.term}”。`)
    } else if (sameTerm !== undefined && sameTerm.full !== null && form.full !== null && sameTerm.full !== form.full) {
      report(`“${form.term}”指两份文件：《${sameTerm.full}》和《${form.full}》。`)
    } else if (isUsedBefore(text, form)) report(`简称《${form.term}》在定义之前已经使用。`)
    else if (text.indexOf(form.term, form.end) < 0) report(`简称“${form.term}”定义后没有使用。`)
    if (form.full !== null) byTitle.set(form.full, form)
    byTerm.set(form.term, form)
  }
  return anomalies
}
