import type { Matcher } from './matcher.ts'
import { skippedNumber } from './skipped-number.ts'

/** By the name that rule files use after 程序. */
export const MATCHERS: Readonly<Record<string, Matcher>> = {
  'skipped-number': skippedNumber,
}
