/** All commands of kubectl. Adding one is one file and one line. */
import type { Command } from './command.ts'
import { apply, diff } from './commands/apply.ts'
import { edit, patch, scale, setEnv, setImage, setResources } from './commands/change.ts'
import {
  apiResources,
  apiVersions,
  authCanI,
  clusterInfo,
  config,
  events,
  version,
  whoAmI,
} from './commands/cluster.ts'
import { create } from './commands/create.ts'
import { createAccess } from './commands/create-access.ts'
import { createKinds } from './commands/create-kinds.ts'
import { deleteCommand } from './commands/delete.ts'
import { describe } from './commands/describe.ts'
import { explain } from './commands/explain.ts'
import { get } from './commands/get.ts'
import { logs } from './commands/logs.ts'
import { annotate, label, taint } from './commands/mark.ts'
import { cordon, drain, uncordon } from './commands/nodes.ts'
import { exec, top } from './commands/pods.ts'
import { replace } from './commands/replace.ts'
import { history, pause, restart, resume, status, undo } from './commands/rollout.ts'
import { autoscale, expose, run } from './commands/run.ts'
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
  top,
  authCanI,
  whoAmI,
  apiResources,
  apiVersions,
  clusterInfo,
  version,
  ...config,
]
