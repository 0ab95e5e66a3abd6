/**
 * Makes the policy of a built page as strict as the page allows: it stands before all it governs, names each
 * script that stands inline, and takes the leave to style inline from pages that have no need of it. The
 * YAML editor writes styles of its own, and what is drawn before scripts run may carry some.
 */
import { createHash } from 'node:crypto'

const leave = " 'unsafe-inline'"
const needs = /\sstyle="|class="editor\b|<style\b|client="only"/
const policyTag = /<meta http-equiv="content-security-policy"[^>]*>/

export function tightenPolicy(html: string): string {
  const policy = policyTag.exec(html)?.[0]
  if (policy === undefined) return html
  const rest = html.replace(policy, '')
  const named = hashesOf(rest)
    .filter((hash) => !policy.includes(hash))
    .map((hash) => ` '${hash}'`)
  const strict = policy.replace(/(script-src[^;"]*)/, (scripts) => scripts + named.join(''))
  const styled = needs.test(rest)
    ? strict
    : strict.replace(/(style-src[^;"]*)/, (styles) => styles.replace(leave, ''))
  // What stands above a policy is not governed by it.
  return rest.replace(/<meta charset="[^"]*">/, (charset) => charset + styled)
}

/** Of every script that runs from the page itself; data for strangers is none. */
function hashesOf(html: string): string[] {
  const scripts = html.matchAll(/<script(?![^>]*\ssrc=)([^>]*)>([\s\S]*?)<\/script>/g)
  return Array.from(scripts)
    .filter(([, attributes = '']) => !/type="application\//.test(attributes))
    .map(([, , code = '']) => `sha256-${createHash('sha256').update(code).digest('base64')}`)
}
