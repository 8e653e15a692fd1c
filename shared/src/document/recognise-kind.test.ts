import { describe, expect, it } from 'vitest'
import { parseDocument } from './index.ts'

const kindOf = (text: string) => parseDocument(text).kind

const articles = (name: string, first = '为了规范养犬') =>
  `第一条 ${first}，制定本${name}。\n第二条 养犬应当登记。\n第三条 公安机关负责登记。\n第四条 犬只应当免疫。\n第五条 遛犬应当牵绳。`

describe('the kind of a statute', () => {
  it.each([
    ['中华人民共和国城市养犬管理法', 'statute'],
    ['社区养犬法（草案）全文', 'statute'],
    ['某某特别行政区养犬基本法', 'statute'],
    ['中华人民共和国养犬法修正案', 'statute'],
    ['临川市养犬户信用评分办法', 'normative'],
    ['临江县犬只测算方法', 'normative'],
  ])('%s is %s', (title, kind) => {
    expect(kindOf(`${title}\n${articles(kind === 'statute' ? '法' : '办法')}`)).toBe(kind)
  })
})

describe('the kind of a 条例', () => {
  it.each([
    ['江东省养犬管理条例（草案）', 'regulation'],
    ['临川市养犬管理条例（修订草案征求意见稿）', 'regulation'],
    ['临川市居民住宅区养犬条例', 'regulation'],
    ['临川市清和县古城养犬条例', 'regulation'],
    ['江东省养犬管理条例修正案（草案）', 'regulation'],
    ['临江县养犬管理条例', 'normative'],
  ])('%s is %s', (title, kind) => {
    expect(kindOf(`${title}\n${articles('条例')}`)).toBe(kind)
  })

  it('is known without its title by what it calls itself', () => {
    expect(kindOf(articles('条例'))).toBe('regulation')
    expect(kindOf(`当事人不服处罚的，可以申请听证。\n${articles('办法')}`)).toBe('normative')
  })
})

describe('the kind of 办法 and 规定', () => {
  it.each([
    ['by the congress that adopts it', '江东省人民代表大会常务委员会养犬规则', '', 'regulation'],
    [
      'by the approval of the State Council',
      '养犬业管理办法',
      '1987年9月1日 国务院批准\n1987年9月5日 公安部发布',
      'regulation',
    ],
    ['by the State Council that makes it', '国务院关于养犬审批的规定', '', 'regulation'],
    ['by the statute it carries out', '江东省实施《中华人民共和国养犬法》办法', '', 'regulation'],
    ['by the 条例 it carries out', '江东省实施《养犬条例》办法（草案）', '', 'rule'],
    ['as a draft of a government', '江东省养犬管理办法（草案）', '', 'rule'],
    ['as a draft laid open', '江东省司法厅就《江东省养犬管理办法（修正草案）》公开征求意见', '', 'rule'],
    ['not as a draft of a county', '临江县养犬管理办法（草案）', '', 'normative'],
    ['by an order of a government', '江东省养犬管理办法', '江东省人民政府第68号令', 'rule'],
    [
      'not by an order that it cites',
      '江东省养犬管理办法',
      '《江东省犬类规定》（省政府令第12号）同时废止',
      'normative',
    ],
    ['by the meeting of a department', '养犬信息服务管理规定', '2021年11月16日 第20次室务会议审议通过', 'rule'],
  ])('%s', (_, title, below, kind) => {
    const head = below.endsWith('令') ? `${below}\n${title}` : `${title}\n${below}`
    expect(kindOf(`${head}\n${articles('办法')}`)).toBe(kind)
  })

  it('is that of a 规范性文件 where a department explains it, or it lapses', () => {
    const draft = `江东省养犬管理办法（草案）\n${articles('办法')}\n第六条 `
    expect(kindOf(`${draft}本办法由省公安厅负责解释。`)).toBe('normative')
    expect(kindOf(`${draft}本办法有效期五年。`)).toBe('normative')
  })

  it('is that of a 规范性文件 where nobody says who adopted it, however much it fines', () => {
    const chapter =
      '第二章 法律责任\n第六条 甲的，处二百元罚款。\n第七条 乙的，处二百元罚款。\n第八条 丙的，处二百元罚款。'
    for (const title of ['江东省养犬管理办法', '临川市养犬管理办法', '临川市养犬管理办法（草案）'])
      expect(kindOf(`${title}\n第一章 总则\n${articles('办法')}\n${chapter}`)).toBe('normative')
  })

  it('of a local department is never that of a 规章', () => {
    const text = `临川市公安局关于养犬的实施办法\n经市公安局2026年第3次局务会议审议通过\n${articles('办法')}`
    expect(kindOf(text)).toBe('normative')
  })

  it('is that of a 规章 where it speaks to the whole country and to no place', () => {
    const national = articles('办法', '为了规范中华人民共和国境内的养犬')
    expect(kindOf(`养犬管理办法\n${national}`)).toBe('rule')
    expect(kindOf(`养犬管理办法\n${national}\n第六条 本省（自治区、直辖市）犬只应当登记。`)).toBe('rule')
    expect(kindOf(`养犬管理办法\n${national}\n第六条 本县犬只应当登记。`)).toBe('normative')
  })
})

describe('the kind of a decision', () => {
  it('is that of a 法规 where a congress decides', () => {
    const words = '为了规范养犬，作如下决定：\n一、养犬应当登记。\n二、拒不登记的，处二百元罚款。'
    expect(kindOf(`临川市人民代表大会常务委员会关于规范养犬的决定\n${words}`)).toBe('regulation')
    expect(kindOf(`临川市人民政府关于规范养犬的决定\n${words}`)).toBe('decision')
  })
})

describe('the kind of a paper that speaks in its own name', () => {
  it('is not that of a contract or of a case for the words of one', () => {
    const words = '当事人应当接受处罚，不服的可以申请听证，违法行为由执法人员立案，现场笔录应当送达。'
    expect(kindOf(`为了规范养犬，现将有关事项通告如下：\n一、${words}\n二、${words}`)).toBe('normative')
    expect(kindOf(`养犬处罚\n职权名称：对未登记养犬的行政处罚\n${words}`)).toBe('other')
    expect(kindOf(`${words}经查，你公司违法事实清楚，本机关决定罚款。`)).toBe('enforcement')
  })
})
