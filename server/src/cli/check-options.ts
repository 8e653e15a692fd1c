import { DOCUMENT_KINDS, type DocumentKind, ISSUER_LEVELS, type IssuerLevel } from '@hongxian/shared/document'
import { dayInChina, isCalendarDay } from '@hongxian/shared/text'

/** The stated kind; `null` (recognise it from the text) for `auto`, nothing and anything unknown. */
export const parseKind = (value: unknown): DocumentKind | null => DOCUMENT_KINDS.find((kind) => kind === value) ?? null

export const parseLevel = (value: unknown): IssuerLevel | null => ISSUER_LEVELS.find((level) => level === value) ?? null

export const today = (): string => dayInChina(new Date())

/** What is wrong with the values given of a document and a day, in one sentence; `null` where nothing is. */
export function refuseValues(values: { kind?: string; issuer?: string; 'as-of'?: string }): string | null {
  if (values.kind !== undefined && values.kind !== 'auto' && parseKind(values.kind) === null)
    return `--kind 只能是 auto、${DOCUMENT_KINDS.join('、')}`
  if (values.issuer !== undefined && parseLevel(values.issuer) === null)
    return `--issuer 只能是 ${ISSUER_LEVELS.join('、')}`
  if (values['as-of'] !== undefined && !isCalendarDay(values['as-of'])) return '--as-of 写日期，如 2026-11-20'
  return null
}
