import type { Matcher } from './matcher.ts'

/** Article and item numbers that skip, repeat or go back. */
export const skippedNumber: Matcher = ({ document }) =>
  document.anomalies
    .filter(({ kind }) => kind === 'skipped' || kind === 'repeated' || kind === 'out-of-order')
    .map(({ start, end, detail }) => ({ start, end, values: { 情况: detail } }))
