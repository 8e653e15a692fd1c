import { findInstitutions } from '../../law/index.ts'
import { catalogueOf } from '../cited-laws.ts'
import { eachByItself } from './matcher.ts'

// The longest stretches that findInstitutions looks over before and behind a name.
const BEFORE = 120
const BEHIND = 100

/**
 * Former names of institutions. Option 确定: 是 for names that are gone everywhere, 否 for those that local plans decide.
 */
export const institutionOutdated = eachByItself('institution-outdated', (context, range, options) => {
  const certain = options.确定 === undefined ? null : options.确定 === '是' || options.确定 === true
  const { text } = context
  // What stands before a name decides whether it is one; a little more than the range is read for that.
  const from = Math.max(0, range.start - BEFORE)
  return findInstitutions(text.slice(from, range.end + BEHIND), context.asOf, catalogueOf(context.ruleSet))
    .map((one) => ({ ...one, start: one.start + from, end: one.end + from }))
    .filter((one) => one.start >= range.start && one.start < range.end && (certain === null || one.certain === certain))
    .map(({ start, end, written, institution, certain: isCertain }) => ({
      start,
      end,
      values: {
        旧名: written,
        新名: institution.now,
        起: chineseMonth(institution.since ?? ''),
        说明: institution.note ? `；${institution.note}` : '',
      },
      // 发展和改革委员会、工业和信息化部 is two names: which one is meant, a person decides.
      ...(isCertain && !/[、，；（(／/或]/.test(institution.now)
        ? { fix: { start, end, after: institution.now } }
        : {}),
    }))
})

/** 2018-03 → 2018年3月, 2019 → 2019年. */
function chineseMonth(since: string): string {
  const [year, month] = since.split('-')
  if (!year) return '机构改革中'
  return month === undefined ? `${year}年` : `${year}年${Number(month)}月`
}
