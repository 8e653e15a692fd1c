import { browser } from 'wxt/browser'

/**
 * Calls `stop` when the extension was updated, switched off or removed under a page that still runs its script. A port
 * closes at that moment, and also whenever the background falls asleep; only an extension without an id is gone. Where
 * it slept already, coming back to the tab is the next chance to notice.
 */
export function whenOrphaned(stop: () => void): void {
  const check = () => {
    if (browser.runtime?.id) return
    document.removeEventListener('visibilitychange', check)
    stop()
  }
  browser.runtime.connect({ name: 'page' }).onDisconnect.addListener(() => setTimeout(check, 100))
  document.addEventListener('visibilitychange', check)
}
