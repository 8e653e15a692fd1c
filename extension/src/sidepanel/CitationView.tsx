import { CitationList } from '@hongxian/shared/ui'
import { citations, loadWording, tabId, tell, view } from './state.ts'

/** What the draft cites, in force or not, each article with its wording. */
export function CitationView() {
  const found = citations.value
  const show = ({ start, end }: { start: number; end: number }) =>
    tabId.value !== null && void tell({ type: 'show-place', tabId: tabId.value, start, end })
  return (
    <div>
      <header class="bar">
        <button type="button" class="hx-plain" onClick={() => (view.value = 'findings')}>
          ◂ 返回审核发现
        </button>
        <b>引用的法律文件</b>
      </header>
      {found === null && <p class="empty">正在核对</p>}
      {typeof found === 'string' && <p class="empty">{found}</p>}
      {Array.isArray(found) && <CitationList citations={found} load={loadWording} onPick={show} />}
    </div>
  )
}
