import { history, view } from './state.ts'

/** What was done with this document, latest first. */
export function HistoryView() {
  const events = history.value
  return (
    <div class="history">
      <header class="bar">
        <button type="button" class="hx-plain" onClick={() => (view.value = 'findings')}>
          ◂ 返回审核发现
        </button>
        <b>办理记录</b>
      </header>
      {events === null && <p class="empty">正在读取</p>}
      {typeof events === 'string' && <p class="empty">{events}</p>}
      {Array.isArray(events) && (
        <ol>
          {events.map((event) => (
            <li key={event.sequence}>
              <time class="hx-quiet">{officeTime(event.at)}</time> {event.by?.name ?? ''}
              <br />
              {event.summary}
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

/** 2026年11月20日 9:05, in this machine's time. */
function officeTime(instant: string): string {
  const at = new Date(instant)
  return `${at.getFullYear()}年${at.getMonth() + 1}月${at.getDate()}日 ${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`
}
