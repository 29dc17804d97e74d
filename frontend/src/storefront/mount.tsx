/** Takes over the server's first paint of the product page. */
export function mountProductPage(_element: HTMLElement): void {}
