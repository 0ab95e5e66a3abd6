/**
 * What was chosen before the page was alive is seen by the reader, and by nobody else: it is told
 * again once there is somebody to hear it.
 */
export function tellEarlyChoices(form: HTMLFormElement | null): void {
  for (const control of form?.elements ?? []) {
    if (control instanceof HTMLInputElement && control.checked && !control.defaultChecked)
      control.dispatchEvent(new Event('change', { bubbles: true }))
  }
}
