import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

const FILE = new URL('../../../shared/rules/review-items.yaml', import.meta.url)

const Items = z.array(z.looseObject({ 编号: z.string(), 名称: z.string(), 类别: z.string() }))

export interface ReviewItem {
  readonly code: string
  readonly name: string
  readonly group: string
}

/** 审核事项目录. @throws ZodError where the file is not as it should be */
export const loadReviewItems = (): ReviewItem[] =>
  Items.parse(parse(readFileSync(FILE, 'utf8'))).map((item) => ({ code: item.编号, name: item.名称, group: item.类别 }))
