import type { CitationState } from './resolve-citation.ts'

/** 效力 as shown; what is open is never shown as settled. */
export const CITATION_STATE_NAMES: Readonly<Record<CitationState, string>> = {
  'in-force': '现行有效',
  'amended-since': '条文已变',
  repealed: '已废止',
  'not-yet-in-force': '尚未施行',
  'article-does-not-exist': '条文不存在',
  'name-inexact': '名称不准确',
  unknown: '目录未收录',
}
