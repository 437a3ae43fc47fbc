// What the server says about the editor: its nodes and marks, and where its library and the photos are.

/**
 * @typedef {object} Configuration
 * @property {string[]} extensions nodes and marks, by name: exactly what the server's cleaner lets through
 * @property {number[]} headingLevels
 * @property {string[]} linkSchemes
 * @property {string} library address of the editor's library
 * @property {{picker: string, upload: string, json: string, alt: string, rights: [string, string][]}} photos addresses,
 *   and by what rights photos are asked for
 */

/** @type {Configuration} */
export const configuration = JSON.parse(document.querySelector("[data-body-editor]").dataset.bodyEditor);
