import type { CounselCapacity } from '@hongxian/shared/api'

export const CAPACITY_NAMES: Readonly<Record<CounselCapacity, string>> = {
  counsel: '法律顾问',
  'public-lawyer': '公职律师',
  expert: '专家',
}
