import type { CitationRole } from './citation.ts'
import type { CitingPlace } from './find-citations.ts'
import type { Found } from './found.ts'

const PAST_BEFORE =
  /(?:原|原来的|旧|旧的|当时的?|当时(?:有效|施行|适用)的|已(?:经)?(?:被)?(?:废止|失效)的|此前的?|曾(?:经)?(?:于.{4,8})?依据(?:当时.{0,4}的)?|原(?:先)?(?:依据|根据|依照|按照)|(?:19|20)\d\d年以前的?|行为(?:发生)?时(?:有效|施行|适用)?的?(?:法律|规定|法律规定)?(?:为|是|即)?)$/

const PAST_AFTER =
  /^(?:[（(](?:已|现已)(?:废止|失效)|(?:施行|实施|有效)期间|(?:施行|实施)(?:以?前|之前)|所(?:取代|替代|代替)|自?.{0,16}(?:已|业已)(?:经)?(?:被|由|于|自)?.{0,40}?(?:废止|失效|取代|替代|代替))/

const DRAFT = /[（(](?:.{0,6}(?:征求意见稿|草案|送审稿|讨论稿|审议稿|审查稿).{0,6})[）)]$/

const REPEAL_AFTER =
  /^[^。；;\n制定]{0,24}?(?:同时|即行|予以|自行|相应|一并|停止|宣布|随之)?(?:废止|失效|停止(?:执行|施行))/

const REPEAL_BEFORE = /(?:废止|宣布失效|停止执行)(?:了|以下|下列)?[^。；;\n]{0,24}$/

const BASIS = /(?:根据|依据|依照|按照|遵照|参照|比照|违反|执行|适用|符合|遵守|对照|依|按|据)[^。；;\n]{0,60}$/

/** Between the members of a list of titles: 《A》（1999年市政府令第21号）、2014年2月14日原国家工商总局令第62号公布的《B》. */
const LISTED =
  /^(?:[（(][^（）()]{0,60}[）)])?\s*(?:、|，|和|及|与|以及)?\s*(?:[\u4e00-\u9fa5\d]{0,60}(?:公布|发布|印发|颁布|制定)的|(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?原?)?\s*$/

const LONGEST_LINK = 130

/** What each is there for; of a list of titles, all are put out of force with the last. */
export function rolesOf(text: string, found: readonly Found[], next: CitingPlace | null): CitationRole[] {
  const roles = found.map((one) => roleOf(text, one))
  for (let index = found.length - 1; index >= 0; index--) {
    const follows = found[index + 1] ?? next
    if (follows === null) continue
    const from = found[index]!.end
    const to = follows.start
    if (
      (roles[index + 1] ?? next?.role) === 'repeal' &&
      roles[index] === 'mention' &&
      to - from <= LONGEST_LINK &&
      LISTED.test(text.slice(from, to))
    )
      roles[index] = 'repeal'
  }
  return roles
}

function roleOf(text: string, one: Found): CitationRole {
  if (one.isOwn) return 'own'
  if (DRAFT.test(one.written) || DRAFT.test(one.title)) return 'draft'
  const before = text.slice(Math.max(0, one.start - 90), one.start)
  const after = text.slice(one.end, one.end + 60)
  const plainAfter = after.replace(/[（(][^（）()]{0,40}[）)]/g, '').replace(/《[^》]{1,60}》/g, '')
  if (PAST_BEFORE.test(before) || PAST_AFTER.test(after)) return 'past'
  const plainBefore = before.replace(/《[^》]{1,80}》/g, '')
  if (REPEAL_BEFORE.test(plainBefore) && !/规定|要求|所/.test(plainBefore.slice(plainBefore.lastIndexOf('废止'))))
    return 'repeal'
  if (REPEAL_AFTER.test(plainAfter)) return 'repeal'
  return BASIS.test(plainBefore) ? 'basis' : 'mention'
}
