import type { DocumentKind, IssuerLevel } from '@hongxian/shared/document'
import type { Severity } from '@hongxian/shared/rule'

export const KIND_VALUES: readonly DocumentKind[] = [
  'normative',
  'rule',
  'regulation',
  'statute',
  'decision',
  'contract',
  'enforcement',
  'other',
]

export const LEVEL_VALUES: readonly IssuerLevel[] = ['国务院', '国务院部门', '省', '市', '县', '乡']

export const SEVERITY_NAMES: Record<Severity, string> = {
  illegal: '违法',
  improper: '不当',
  suspect: '存疑',
  hint: '提示',
}

/** The stated kind; `null` (recognise it from the text) for `auto`, nothing and anything unknown. */
export const parseKind = (value: unknown): DocumentKind | null => KIND_VALUES.find((kind) => kind === value) ?? null

export const parseLevel = (value: unknown): IssuerLevel | null => LEVEL_VALUES.find((level) => level === value) ?? null

/** Today in China as YYYY-MM-DD: the law of the day is that of Beijing, whatever the machine's zone. */
export function today(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
}

export const isDate = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
