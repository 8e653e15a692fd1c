import { type LoadWording, rememberWording } from '@hongxian/shared/ui'
import { useMemo } from 'preact/hooks'
import { ask } from './ask.ts'

/** 条文原文 of the version in force on a day; each place is asked for once. */
export function useWording(asOf: string | undefined): LoadWording {
  return useMemo(
    () =>
      rememberWording((title, place) =>
        ask('getArticleWording', { params: { title, place }, query: asOf === undefined ? {} : { asOf } }),
      ),
    [asOf],
  )
}
