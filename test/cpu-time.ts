/**
 * Begins to count what this thread costs, milliseconds of processor: whoever else is busy on the machine does not count. What hangs
 * without working is ended by the limit of its test.
 */
export function startCpuTimer(): () => number {
  const before = process.threadCpuUsage()
  return () => {
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1000
  }
}

export function cpuTimeOf(work: () => unknown): number {
  const elapsed = startCpuTimer()
  work()
  return elapsed()
}
