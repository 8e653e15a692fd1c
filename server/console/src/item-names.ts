import { ask } from './ask.ts'

let names: Promise<Map<string, string>> | null = null

/** Names of the 审核事项, asked for once. */
export function itemNames(): Promise<Map<string, string>> {
  names ??= ask('listReviewItems', {}).then(({ items }) => new Map(items.map(({ code, name }) => [code, name])))
  return names
}
