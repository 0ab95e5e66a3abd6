/** All commands of kubectl. Adding one is one file and one line. */
import type { Command } from './command.ts'
import { apply, diff } from './commands/apply.ts'
import { authCanI, whoAmI } from './commands/auth.ts'
import { apiResources, apiVersions, clusterInfo, events, version } from './commands/cluster.ts'
import { config } from './commands/config.ts'
import { create } from './commands/create.ts'
import { createAccess } from './commands/create-access.ts'
import { createKinds } from './commands/create-kinds.ts'
import { deleteCommand } from './commands/delete.ts'
import { describe } from './commands/describe.ts'
import { edit } from './commands/edit.ts'
import { explain } from './commands/explain.ts'
import { autoscale, expose } from './commands/expose.ts'
import { get } from './commands/get.ts'
import { logs } from './commands/logs.ts'
import { annotate, label } from './commands/mark.ts'
import { cordon, drain, uncordon } from './commands/nodes.ts'
import { patch } from './commands/patch.ts'
import { exec, top } from './commands/pods.ts'
import { replace } from './commands/replace.ts'
import { history, pause, restart, resume, status, undo } from './commands/rollout.ts'
import { run } from './commands/run.ts'
import { scale } from './commands/scale.ts'
import { setImage, setResources, setSelector, setServiceAccount } from './commands/set.ts'
import { setEnv } from './commands/set-env.ts'
import { taint } from './commands/taint.ts'
import { wait } from './commands/wait.ts'

export const commands: readonly Command[] = [
  get,
  describe,
  apply,
  create,
  ...createKinds,
  ...createAccess,
  run,
  expose,
  replace,
  deleteCommand,
  scale,
  autoscale,
  setImage,
  setEnv,
  setResources,
  setServiceAccount,
  setSelector,
  status,
  history,
  undo,
  restart,
  pause,
  resume,
  edit,
  patch,
  label,
  annotate,
  taint,
  cordon,
  uncordon,
  drain,
  logs,
  exec,
  events,
  wait,
  diff,
  explain,
  ...top,
  authCanI,
  whoAmI,
  apiResources,
  apiVersions,
  clusterInfo,
  version,
  ...config,
]
