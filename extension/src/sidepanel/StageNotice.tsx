import { browser } from 'wxt/browser'
import { isFilePage, openFilePage } from '../file-page.ts'
import type { Attachment, TabReview } from '../review.ts'
import { changeSettings, readSettings } from '../settings.ts'
import { notice, tabId, tell } from './state.ts'

/** What the panel says where there is no list to show: what is the case, and the one thing to do. */
export function StageNotice({ review }: { review: TabReview | null }) {
  return (
    <>
      {notice.value && (
        <p class="empty" role="alert">
          {notice.value}
        </p>
      )}
      <Stage review={review} />
    </>
  )
}

function Stage({ review }: { review: TabReview | null }) {
  if (!review) return <p class="empty">正在查看本页</p>
  switch (review.stage) {
    case 'reading':
      return <p class="empty">正在读取本页</p>
    case 'checking':
      return <p class="empty">正在审核，共{review.text.length.toLocaleString('zh-CN')}字</p>
    case 'no-draft':
      if (isFilePage(review.url)) return <p class="empty">选择文件或者粘贴正文后，在此列出审核发现。</p>
      return (
        <div class="empty">
          <p>本页没有识别到文件正文。</p>
          <p class="hx-quiet">列表、首页不作审核。正文刚刚载入的，可以重新识别；只审一部分的，先在页面上选中文字。</p>
          {review.attachments.length > 0 && (
            <p>
              本页附件：
              <Attachments attachments={review.attachments} />
            </p>
          )}
          <Again words="重新识别" />
          <Again words="只审选中" selection />
          <OpenFile />
        </div>
      )
    case 'opted-out':
      return (
        <div class="empty">
          <p>本页声明不接受插件检查，未予审核。</p>
          <Again words="本页仍要审核" force />
        </div>
      )
    case 'no-permission':
      return (
        <div class="empty">
          <p>尚未允许在本网站审核。</p>
          <p class="hx-quiet">允许后，插件读取本网站页面上的文件正文。文本先在本机检查，登录服务后才上传。</p>
          <button type="button" class="hx-primary" onClick={() => void allowSite(review.url)}>
            在本网站启用
          </button>
        </div>
      )
    case 'off':
      return (
        <div class="empty">
          <p>已在本网站停用。</p>
          <button type="button" onClick={() => void switchSite(review.url, true)}>
            重新启用
          </button>
        </div>
      )
    case 'unreadable':
      return (
        <div class="empty">
          <p>浏览器不允许插件读取这一页（浏览器自身的页面、应用商店、部分文档预览）。</p>
          <OpenFile />
        </div>
      )
    case 'failed':
      return (
        <div class="empty" role="alert">
          <p>{review.detail}</p>
          <p class="hx-quiet">页面内容未受影响，可以重试；仍不成功的，请将本提示转告管理员。</p>
          <Again words="重试" />
        </div>
      )
    default:
      return null
  }
}

/** The files a page offers, those that can be read each with the way to review it. */
export function Attachments({ attachments }: { attachments: readonly Attachment[] }) {
  return (
    <>
      {attachments.map((attachment, index) => (
        <span key={attachment.name} class="attachment">
          {/\.(docx|txt)$/i.test(attachment.name) ? (
            <button type="button" class="hx-plain" onClick={() => void openAttachment(attachment)}>
              {attachment.name}
            </button>
          ) : (
            attachment.name
          )}
          {index < attachments.length - 1 && '、'}
        </span>
      ))}
    </>
  )
}

/** Fetched as the person at this machine would get it, and shown in a page of its own. */
async function openAttachment({ name, url }: Attachment): Promise<void> {
  notice.value = ''
  try {
    const answer = await fetch(url, { credentials: 'include' })
    if (!answer.ok || answer.headers.get('content-type')?.startsWith('text/html'))
      throw new Error(String(answer.status))
    await openFilePage(new File([await answer.blob()], name))
  } catch (error) {
    console.warn('红线：附件没有取到', error)
    notice.value = `附件“${name}”没有取到。请下载后拖到本栏。`
  }
}

function OpenFile() {
  return (
    <>
      <p class="hx-quiet">正文在附件中的，可以将 .docx 文件拖到本栏，或者打开文件、粘贴正文审核。</p>
      <button type="button" onClick={() => void openFilePage()}>
        审核文件
      </button>
    </>
  )
}

interface AgainProps {
  readonly words: string
  readonly selection?: boolean
  readonly force?: boolean
}

export function Again({ words, selection = false, force = false }: AgainProps) {
  const again = () => {
    if (tabId.value !== null) void tell({ type: 'read-again', tabId: tabId.value, selection, force })
  }
  return (
    <button type="button" onClick={again}>
      {words}
    </button>
  )
}

/** Asked in answer to the click: browsers grant sites only so. */
async function allowSite(url: string): Promise<void> {
  const { protocol, hostname } = new URL(url)
  const granted = await browser.permissions.request({ origins: [`${protocol}//${hostname}/*`] })
  if (granted && tabId.value !== null) await tell({ type: 'look-at-tab', tabId: tabId.value })
}

export async function switchSite(url: string, on: boolean): Promise<void> {
  const { origin } = new URL(url)
  const { disabledSites } = await readSettings()
  const others = disabledSites.filter((site) => site !== origin)
  await changeSettings({ disabledSites: on ? others : [...others, origin] })
  if (tabId.value !== null) await tell({ type: 'look-at-tab', tabId: tabId.value })
}
