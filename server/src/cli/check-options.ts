import { DOCUMENT_KINDS, type DocumentKind, ISSUER_LEVELS, type IssuerLevel } from '@hongxian/shared/document'
import { dayInChina } from '@hongxian/shared/text'

/** The stated kind; `null` (recognise it from the text) for `auto`, nothing and anything unknown. */
export const parseKind = (value: unknown): DocumentKind | null => DOCUMENT_KINDS.find((kind) => kind === value) ?? null

export const parseLevel = (value: unknown): IssuerLevel | null => ISSUER_LEVELS.find((level) => level === value) ?? null

export const today = (): string => dayInChina(new Date())
