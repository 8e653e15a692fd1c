import { describe, expect, it } from 'vitest'
import { isPageTalk } from './furniture.ts'

describe('isPageTalk', () => {
  it.each([
    '当前位置：首页 > 政务公开 > 正文',
    '发布时间：2020-06-18 09:30 来源：本站 浏览次数：1024 字体：【大 中 小】 打印 关闭',
    '【字号 大 中 小】',
    '[收藏] [打印] [关闭]',
    '索 引 号： 00000000-0/2020-00018 分 类： 规范性文件',
    '上一篇：关于召开会议的通知',
    '分享到：微信微博',
    '扫一扫在手机打开当前页',
    '主办：市人民政府办公室 承办：市大数据中心',
    '━━━━━━━━',
    '1 2 3',
  ])('takes %s for the page speaking of itself', (line) => {
    expect(isPageTalk(line)).toBe(true)
  })

  it.each([
    '第三条 本办法所称公开，是指主动公开和依申请公开。',
    '临江县人民政府关于印发《临江县预拌混凝土管理办法》的通知',
    '附件：1．申请表',
    '抄送：县委各部门，县人大常委会办公室。',
    '临江县人民政府办公室2026年11月2日印发',
    '2026年11月2日',
    '二〇二六年十一月二日',
    '（此件公开发布）',
    '临政规〔2026〕5号',
  ])('leaves %s to the document', (line) => {
    expect(isPageTalk(line)).toBe(false)
  })
})
