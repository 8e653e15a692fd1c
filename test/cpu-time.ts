/** What a piece of work costs this thread, milliseconds of processor: whoever else is busy on the machine does not count. */
export function cpuTimeOf(work: () => unknown): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}
