/**
 * Takes the leave to style inline from every page that has no need of it. The YAML editor writes
 * styles of its own, and what is drawn before scripts run may carry some; other pages have none.
 */
const leave = " 'unsafe-inline'"
const needs = /\sstyle="|class="editor\b|<style\b|client="only"/

export function tightenPolicy(html: string): string {
  if (needs.test(html)) return html
  return html.replace(/(style-src[^;"]*)/, (policy) => policy.replace(leave, ''))
}
