import type { Loaded } from './ask.ts'

/** Why the page could not be loaded again, and the way to try once more; what was there and what was typed stay. */
export const Reload = ({ loaded }: { loaded: Loaded<unknown> }) => (
  <div class="c-notice">
    <p role="alert" class="c-error">
      {loaded.error}
    </p>
    {loaded.value !== null && <p>下面是此前的内容，已经填写的仍然保留。</p>}
    <button type="button" onClick={loaded.reload}>
      重新载入
    </button>
  </div>
)
