/** A cluster as it is drawn: lanes, nodes as trays, Pods in them. In labs and on the home page. */
import type { Locator } from '@playwright/test'
import type { Language } from '../../src/language.ts'
import { sceneTexts } from '../../src/widgets/cluster-view/texts.ts'

type Lane = 'desired' | 'actual' | 'difference' | 'action'

export class ClusterScene {
  readonly root: Locator
  readonly texts: (typeof sceneTexts)[Language]
  readonly nodes: Locator
  readonly pods: Locator

  constructor(root: Locator, language: Language) {
    this.root = root
    this.texts = sceneTexts[language]
    this.nodes = root.locator('.tray')
    this.pods = root.locator('.pod')
  }

  lane(name: Lane): Locator {
    return this.root.locator(`.lanes [data-lane="${name}"] dd`)
  }

  node(name: string): Locator {
    return this.nodes.filter({ has: this.root.page().getByText(name, { exact: true }) })
  }

  podsOn(node: string): Locator {
    return this.node(node).locator('.pod')
  }

  /** Pods that run and serve, on machines with power. */
  get readyPods(): Locator {
    return this.root.locator('.pod[data-look="running"]:not([data-waits]):not([data-dark])')
  }

  podsThatAre(word: string): Locator {
    return this.pods.filter({ hasText: word })
  }

  plug(node: string): Locator {
    return this.node(node).locator('.plug')
  }

  async powerOff(node: string): Promise<void> {
    await this.root.getByRole('button', { name: this.texts.powerOffNode(node) }).click()
  }

  async powerOn(node: string): Promise<void> {
    await this.root.getByRole('button', { name: this.texts.powerOnNode(node) }).click()
  }

  get details(): Locator {
    return this.root.getByRole('region', { name: this.texts.details })
  }

  /** Why the selected Pod is there: what led to it, the last first. */
  get causes(): Locator {
    return this.details.getByRole('list', { name: this.texts.whyCreated }).getByRole('listitem')
  }

  /** Selects a Pod and tells its name. */
  async select(pod: Locator): Promise<string> {
    const name = (await pod.getAttribute('title')) ?? ''
    await this.pod(name).click()
    return name
  }

  pod(name: string): Locator {
    return this.root.locator(`.pod[title="${name}"]`)
  }

  async podNames(): Promise<string[]> {
    return this.pods.evaluateAll((pods) => pods.map((pod) => pod.getAttribute('title') ?? ''))
  }

  async deleteSelected(): Promise<void> {
    await this.details.getByRole('button', { name: this.texts.deletePod }).click()
  }

  async crashSelected(): Promise<void> {
    await this.details.getByRole('button', { name: this.texts.crashPod }).click()
  }
}
