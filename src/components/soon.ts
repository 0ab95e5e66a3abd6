/** A scene is made ready a little before it comes into sight, so that it does not grow under the reader's eyes. */
export const soon = { rootMargin: '600px' }
