import type { ArticleWording } from '@hongxian/shared/api'
import { parseDocument } from '@hongxian/shared/document'
import { type CitedPlace, listCitations } from '@hongxian/shared/law'
import { catalogueOf } from '@hongxian/shared/rule'
import { dayInChina } from '@hongxian/shared/text'
import type { TabReview } from '../review.ts'
import { localRules } from './rule-set-cache.ts'
import { ask, NoServiceError } from './server-client.ts'

/** The statute texts lie with the service. @throws an Error whose message is fit to be shown */
export async function loadWording(title: string, place: string): Promise<ArticleWording> {
  try {
    return await ask('getArticleWording', { params: { title, place }, query: { asOf: dayInChina(new Date()) } })
  } catch (error) {
    if (!(error instanceof NoServiceError)) throw error
    throw new NoServiceError(error.state, '条文原文由审核服务提供')
  }
}

/** What the text of a tab cites, judged on this machine by the rules it checks with. */
export async function citationsOf(review: TabReview | null): Promise<readonly CitedPlace[]> {
  if (!review) return []
  const { ruleSet } = await localRules()
  const document = parseDocument(review.text, { fragment: review.fragment })
  return listCitations(document, dayInChina(new Date()), catalogueOf(ruleSet))
}
