import { SEVERITIES, SEVERITY_NAMES } from '@hongxian/shared/rule'
import { CopyButton, copyText, SeverityMark } from '@hongxian/shared/ui'
import { useEffect, useRef, useState } from 'preact/hooks'
import { browser } from 'wxt/browser'
import { openFilePage } from '../file-page.ts'
import { isUndecided, type TabReview } from '../review.ts'
import { changeSettings } from '../settings.ts'
import { CitationView } from './CitationView.tsx'
import { DiffView } from './DiffView.tsx'
import { FindingList } from './FindingList.tsx'
import { HistoryView } from './HistoryView.tsx'
import { runKey } from './keys.ts'
import { countBySeverity } from './list.ts'
import { SignInForm } from './SignInForm.tsx'
import { Attachments, StageNotice, switchSite } from './StageNotice.tsx'
import {
  acceptAll,
  account,
  annotateMarked,
  lastDecision,
  listed,
  notice,
  openConsole,
  opinionText,
  order,
  progress,
  review,
  search,
  settings,
  showCitations,
  showHistory,
  signingIn,
  tabId,
  tell,
  toggleSeverity,
  undo,
  view,
  waiting,
} from './state.ts'

export function SidePanel() {
  useEffect(() => {
    document.addEventListener('keydown', runKey)
    document.addEventListener('dragover', allowDrop)
    document.addEventListener('drop', openDropped)
    return () => {
      document.removeEventListener('keydown', runKey)
      document.removeEventListener('dragover', allowDrop)
      document.removeEventListener('drop', openDropped)
    }
  }, [])
  const now = review.value
  const ready = now?.stage === 'ready'
  return (
    <div class="hx panel">
      {ready && <Head review={now} />}
      {ready && <Banner review={now} />}
      {ready && view.value === 'findings' && now.findings.length > 0 && <Filters review={now} />}
      <main key={view.value}>
        {!ready && <StageNotice review={now} />}
        {ready && view.value === 'findings' && <Findings review={now} />}
        {ready && view.value === 'diff' && <DiffView />}
        {ready && view.value === 'history' && <HistoryView />}
        {ready && view.value === 'citations' && <CitationView key={now.revision} />}
      </main>
      <Foot review={now} />
    </div>
  )
}

const allowDrop = (event: DragEvent): void => event.preventDefault()

/** A file dropped on the panel is shown in a page of its own, or the browser would open it in the panel's place. */
function openDropped(event: DragEvent): void {
  event.preventDefault()
  const file = event.dataTransfer?.files[0]
  if (file) void openFilePage(file)
}

function Head({ review: now }: { review: TabReview }) {
  return (
    <header class="head">
      <div class="title">
        <h1>{now.title || '（未识别到标题）'}</h1>
        <Menu review={now} />
      </div>
      <div class="title line">
        <VersionLine review={now} />
        {!now.fragment && (
          <button type="button" class="hx-plain own" onClick={() => void annotateMarked()}>
            批注选中
          </button>
        )}
      </div>
    </header>
  )
}

function VersionLine({ review: now }: { review: TabReview }) {
  if (now.fragment)
    return (
      <p class="hx-quiet">
        只审选中部分，不登记、不处理 ·{' '}
        <button type="button" class="hx-plain" onClick={() => tell({ type: 'read-again', tabId: now.tabId })}>
          审核全文
        </button>
      </p>
    )
  if (!now.draft)
    return (
      <p class="hx-quiet">
        本机检查，{now.record.state === 'sending' ? '正在登记稿次' : '未登记稿次'}
        {now.record.state === 'off' && (
          <>
            {' · '}
            <button type="button" class="hx-plain" onClick={() => (signingIn.value = !signingIn.value)}>
              登录审核服务
            </button>
          </>
        )}
      </p>
    )
  const { versionNumber } = now.draft
  const changes = now.diff?.changes.filter(({ kind }) => kind !== 'kept').length ?? 0
  if (!now.diff) return <p class="hx-quiet">第{versionNumber}稿</p>
  return (
    <button
      type="button"
      class="hx-plain version"
      onClick={() => (view.value = view.value === 'diff' ? 'findings' : 'diff')}
    >
      第{versionNumber}稿 · 对照第{now.diff.before.number}稿 改动{changes}处 {view.value === 'diff' ? '▾' : '▸'}
    </button>
  )
}

function Menu({ review: now }: { review: TabReview }) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return
    const elsewhere = ({ target }: Event) => {
      if (!box.current?.contains(target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', elsewhere)
    document.addEventListener('focusin', elsewhere)
    window.addEventListener('blur', elsewhere)
    return () => {
      document.removeEventListener('pointerdown', elsewhere)
      document.removeEventListener('focusin', elsewhere)
      window.removeEventListener('blur', elsewhere)
    }
  }, [open])
  const moveInMenu = (event: KeyboardEvent) => {
    if (!open) return
    const buttons = [...box.current!.querySelectorAll('button')]
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Escape') {
      setOpen(false)
      buttons[0]?.focus()
    } else if (step) {
      const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
      buttons[(at + step + buttons.length) % buttons.length]?.focus()
      event.preventDefault()
    }
    // The keys of the list rest while the menu is open.
    event.stopPropagation()
  }
  const run = (work: () => unknown) => () => {
    setOpen(false)
    void work()
  }
  const again = (selection: boolean) =>
    tabId.value !== null && tell({ type: 'read-again', tabId: tabId.value, selection })
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the buttons within
    <div class="menu" ref={box} onKeyDown={moveInMenu}>
      <button type="button" aria-label="更多操作" aria-expanded={open} onClick={() => setOpen(!open)}>
        ⋯
      </button>
      {open && (
        <div class="items">
          <button type="button" onClick={run(() => again(false))}>
            重新识别
          </button>
          <button type="button" onClick={run(() => again(true))}>
            只审选中
          </button>
          <button type="button" onClick={run(() => openFilePage())}>
            审核文件
          </button>
          <button type="button" onClick={run(showCitations)}>
            引用核对
          </button>
          <button type="button" onClick={run(showHistory)}>
            办理记录
          </button>
          {now.draft && (
            <button type="button" onClick={run(openConsole)}>
              工作台办理
            </button>
          )}
          <button type="button" onClick={run(() => switchSite(now.url, false))}>
            本站停用
          </button>
          <button type="button" onClick={run(() => browser.runtime.openOptionsPage())}>
            设置
          </button>
        </div>
      )}
    </div>
  )
}

/** What the reader of the list must know about it: it is of an earlier text, or only of this machine, or not all of it. */
function Banner({ review: now }: { review: TabReview }) {
  const lines: preact.ComponentChildren[] = []
  if (now.updating) lines.push(<span key="updating">页面内容有变动，更新中</span>)
  if (now.record.state === 'unreachable' || now.record.state === 'busy')
    lines.push(
      <span key="waiting">
        {now.record.state === 'busy' ? '审核服务任务较多，稍后自动重试' : '服务暂时连接不上'}，本机检查照常进行。
        {waiting.value.length > 0 ? `您的${waiting.value.length}条意见已保存在本机，恢复后自动上传。` : ''}{' '}
        <button type="button" class="hx-plain" onClick={() => tell({ type: 'record-now', tabId: now.tabId })}>
          重试
        </button>
      </span>,
    )
  if (now.record.state === 'signed-out')
    lines.push(
      <span key="signed-out">
        {now.record.detail || '尚未登录审核服务，只作本机检查。'}{' '}
        <button type="button" class="hx-plain" onClick={() => (signingIn.value = !signingIn.value)}>
          登录
        </button>
      </span>,
    )
  if (now.record.state === 'refused') lines.push(<span key="refused">稿次没有登记：{now.record.detail}</span>)
  if (now.record.state === 'unsettled')
    lines.push(
      <span key="unsettled">
        正在编辑，停笔后登记为新稿。{' '}
        <button type="button" class="hx-plain" onClick={() => tell({ type: 'record-now', tabId: now.tabId })}>
          立即登记
        </button>
      </span>,
    )
  if (now.ruleSet?.outdated) lines.push(<span key="rules">本机规则不是最新，更新没有成功；以服务的审核结果为准。</span>)
  if (now.attachments.length > 0)
    lines.push(
      <span key="attachments">
        本页附件{now.attachments.length}个未审核：
        <Attachments attachments={now.attachments} />
      </span>,
    )
  const orphans = now.annotations.filter(({ span }) => span === null)
  if (orphans.length > 0)
    lines.push(
      <span key="orphans" title={orphans.map(({ quote, body }) => `“${quote}”：${body}`).join('\n')}>
        {orphans.length}条批注所指的文字在本稿中找不到：{orphans[0]!.body}
      </span>,
    )
  if (now.unplaced.length > 0)
    lines.push(<span key="unplaced">{now.unplaced.length}处无法在页面上标出，可在下面的列表中查看。</span>)
  const refused = waiting.value.filter((entry) => entry.refusal)
  if (refused.length > 0)
    lines.push(
      <span key="kept">
        {refused.length}条意见服务未予受理，仍保存在本机：{refused[0]!.refusal}
      </span>,
    )
  if (notice.value) lines.push(<span key="notice">{notice.value}</span>)
  const asksToSignIn = signingIn.value && /^(off|signed-out)$/.test(now.record.state)
  if (lines.length === 0 && !asksToSignIn) return null
  return (
    <div class="banner" role="status">
      {lines}
      {asksToSignIn && <SignInForm onDone={() => (signingIn.value = false)} />}
    </div>
  )
}

function Findings({ review: now }: { review: TabReview }) {
  if (now.findings.length === 0)
    return (
      <>
        <FindingList />
        <div class="empty">
          <p>按现行规则未发现问题，不代表审核结论。</p>
          <p class="hx-quiet">
            已审{now.text.length.toLocaleString('zh-CN')}
            字。规则只认得写成规则的情形，事实是否清楚、措施是否适当，仍须人工判断。
          </p>
        </div>
      </>
    )
  return (
    <>
      {listed.value.length === 0 && <NothingListed review={now} />}
      {!now.fragment && <AtOnce />}
      <FindingList />
    </>
  )
}

/** What is done to all that is listed, and what is taken along of all that was accepted. */
function AtOnce() {
  const open = listed.value.filter(isUndecided)
  const copied = opinionText()
  if (open.length < 2 && copied === null) return null
  return (
    <div class="hx-bulk">
      {open.length > 1 && (
        <button type="button" class="hx-plain" onClick={() => void acceptAll(open)}>
          所列{open.length}处全部采纳
        </button>
      )}
      {copied !== null && (
        <CopyButton key={copied} label="复制审核意见" text={() => copied} onCopy={(text) => void copyText(text)} />
      )}
    </div>
  )
}

/** Why the list is empty though there are findings, and the way to them. */
function NothingListed({ review: now }: { review: TabReview }) {
  const counts = countBySeverity(now.findings)
  const drawn = settings.value?.drawn ?? []
  if (drawn.some((severity) => counts[severity] > 0))
    return (
      <div class="empty">
        <p>没有符合搜索的发现。</p>
        <button type="button" onClick={() => (search.value = '')}>
          清除搜索
        </button>
      </div>
    )
  const hidden = SEVERITIES.filter((severity) => counts[severity] > 0)
  const names = hidden.map((severity) => `${SEVERITY_NAMES[severity]}${counts[severity]}处`)
  return (
    <div class="empty">
      <p>所选级别没有发现，另有{names.join('、')}未列出。</p>
      <button type="button" onClick={() => void changeSettings({ drawn: [...drawn, ...hidden] })}>
        列出
      </button>
    </div>
  )
}

function Filters({ review: now }: { review: TabReview }) {
  const counts = countBySeverity(now.findings)
  const drawn = settings.value?.drawn ?? []
  const { wanted, open } = progress.value
  return (
    <div class="filters">
      <div class="chips">
        {SEVERITIES.map((severity) => (
          <button
            type="button"
            key={severity}
            class="chip"
            aria-pressed={drawn.includes(severity)}
            disabled={counts[severity] === 0}
            onClick={() => void toggleSeverity(severity)}
          >
            <SeverityMark severity={severity} />
            {counts[severity]}
          </button>
        ))}
        <span class="hx-quiet progress">{wanted > 0 && (open === 0 ? '已处理完' : `待处理${open}/${wanted}`)}</span>
      </div>
      <div class="row">
        <input
          type="search"
          placeholder="搜索条文、事项、法律"
          aria-label="搜索条文、事项、法律"
          value={search.value}
          onInput={(event) => {
            search.value = event.currentTarget.value
          }}
        />
        <select
          aria-label="排列方式"
          value={order.value}
          onChange={(event) => {
            order.value = event.currentTarget.value as 'clause' | 'severity'
          }}
        >
          <option value="clause">按条文</option>
          <option value="severity">按轻重</option>
        </select>
      </div>
    </div>
  )
}

const KEYS = [
  { words: '↑↓ 上/下一处', letter: false },
  { words: 'A 采纳', letter: true },
  { words: 'E 修改后采纳', letter: true },
  { words: 'R 不采纳', letter: true },
  { words: 'N 批注', letter: true },
  { words: 'Ctrl+Z 撤销', letter: false },
]

function Foot({ review: now }: { review: TabReview | null }) {
  const [hidden, setHidden] = useState(false)
  const done = lastDecision.value
  const isDone = progress.value.wanted > 0 && progress.value.open === 0
  const listing = now?.stage === 'ready' && view.value === 'findings' && listed.value.length > 0
  return (
    <footer class="foot">
      {done && (
        <p role="status">
          {done.words} ·{' '}
          <button type="button" class="hx-plain" onClick={() => void undo(done.keys)}>
            撤销
          </button>
          {isDone && now?.draft && (
            <>
              {' · '}
              <button type="button" class="hx-plain" onClick={openConsole}>
                到工作台拟写意见
              </button>
            </>
          )}
        </p>
      )}
      {listing && !hidden && (
        <p class="hx-quiet keys">
          {KEYS.filter(({ letter }) => !letter || settings.value?.letterKeys).map(({ words }) => (
            <span key={words}>{words}</span>
          ))}
          <button type="button" class="hx-plain" aria-label="隐藏按键说明" onClick={() => setHidden(true)}>
            ×
          </button>
        </p>
      )}
      <p class="hx-quiet">{whereTextGoes()}</p>
    </footer>
  )
}

/** The reader is always told where the text goes. */
function whereTextGoes(): string {
  const kept = waiting.value.length
  const who = account.value
  const address = settings.value?.serviceUrl ?? ''
  if (!who || who.baseUrl !== address)
    return `文本去向：仅在本机${kept > 0 ? ` · ${kept}条意见保存在本机，登录后上传` : ''}`
  return `文本去向：本机、${address}（${who.user.name}）${kept > 0 ? ` · ${kept}条意见待上传` : ''}`
}
