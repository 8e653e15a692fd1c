import { nameKey } from './catalogue.ts'
import type { CitationSource } from './citation.ts'
import { withoutBrackets } from './instrument.ts'
import type { QuotedTitle } from './scan-titles.ts'

export type OwnNames = ReadonlySet<string>

const ISSUES_BEFORE =
  /(?:印发了?|发布了?|公布了?|颁布|下发|颁发|施行|批转|转发|制[定订](?:了)?|出台|起草(?:了)?|形成(?:了)?|修订(?:了)?(?:后的)?|对|现将|关于|将|附件\d*[：:]?\s*|附[：:]\s*\d?[.．]?)$/

const ISSUES_AFTER =
  /^\s*(?:（[^）]{0,40}）)?(?:的通知|的公告|的通告|的决定|的命令|的批复|的函|已经|业经|经.{1,40}(?:通过|同意|批准|审议)|，?现?(?:印发|下发|发布|公布|颁布|转发)给|(?:予以|现予|现)(?:印发|公布|发布|颁布)|公开征求意见|（?征求意见稿）?|向社会|(?:的)?起草说明|的?说明)/

/** Names under which the text speaks of itself or of the document it issues. */
export function ownNames(source: CitationSource, titles: readonly QuotedTitle[]): OwnNames {
  const own = new Set<string>()
  const { text } = source
  const heading = source.frontMatter?.title?.value ?? null
  if (heading !== null) addOwn(own, heading.replace(/^《|》$/g, ''))
  for (const { start, end, inner } of titles) {
    const before = text.slice(Math.max(0, start - 12), start)
    const after = text.slice(end, end + 50)
    // 关于《…（征求意见稿）》的说明
    if (start < 300 && /关于$/.test(before) && /^\s*的(?:起草|修订|修改)?说明/.test(after)) addOwn(own, inner)
    if (
      /(?:印发|发布|公布|颁布|下发)$/.test(before) &&
      /^\s*(?:（[^）]{0,40}）)?的(?:通知|公告|通告|决定|命令|函)/.test(after)
    )
      addOwn(own, inner)
    else if (/(?:现将|制[定订]了?|起草了?|形成了?|修订了?|将)$/.test(before) && ISSUES_AFTER.test(after))
      addOwn(own, inner)
    else if (
      /(?:^|[\n。：:\s])$/.test(text.slice(Math.max(0, start - 1), start)) &&
      /^\s*(?:（[^）]{0,40}）)?(?:已经?|业经).{1,40}(?:通过|同意|批准)/.test(after)
    )
      addOwn(own, inner)
    // 某市人大常委会第三十七次会议通过的《…条例》，已经…批准
    else if (/通过的$/.test(before) && /^，?已(?:经|由|于).{0,60}(?:批准|通过)/.test(after)) addOwn(own, inner)
    else if (
      ISSUES_BEFORE.test(before) &&
      /^\s*(?:（[^）]{0,40}）)?，?(?:并发出通知|.{0,24}(?:现予以?|予以|现)(?:印发|公布|发布))/.test(after)
    )
      addOwn(own, inner)
  }
  return own
}

function addOwn(own: Set<string>, title: string): void {
  const key = nameKey(title)
  if (key.length < 4) return
  own.add(key)
  own.add(withoutBrackets(key))
  const issued = /(?:印发|发布|公布)〈(.+)〉的(?:通知|公告|决定)$/.exec(key)
  if (issued?.[1] !== undefined) own.add(issued[1])
}
