import { DOCUMENT_KINDS, type DocumentKind, ISSUER_LEVELS, type IssuerLevel } from '@hongxian/shared/document'
import type { Severity } from '@hongxian/shared/rule'
import { dayInChina } from '@hongxian/shared/text'

export const SEVERITY_NAMES: Record<Severity, string> = {
  illegal: '违法',
  improper: '不当',
  suspect: '存疑',
  hint: '提示',
}

/** The stated kind; `null` (recognise it from the text) for `auto`, nothing and anything unknown. */
export const parseKind = (value: unknown): DocumentKind | null => DOCUMENT_KINDS.find((kind) => kind === value) ?? null

export const parseLevel = (value: unknown): IssuerLevel | null => ISSUER_LEVELS.find((level) => level === value) ?? null

export const today = (): string => dayInChina(new Date())
