import type { DocumentKind, IssuerLevel } from '@hongxian/shared/document'
import type { Severity } from '@hongxian/shared/rule'
import { dayInChina } from '@hongxian/shared/text'

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

export const today = (): string => dayInChina(new Date())
